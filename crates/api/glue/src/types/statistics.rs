//! Statistics of columns.

use bytes::Bytes;
use kernel::Timestamp;
use wire::Shape;

use crate::ErrorDetail;

/// AWS's `ColumnStatistics`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ColumnStatistics {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub column_name: String,
    #[shape(length(0..=20000), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub column_type: String,
    pub analyzed_time: Timestamp,
    pub statistics_data: ColumnStatisticsData,
}

/// AWS's `ColumnError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ColumnError {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub column_name: Option<String>,
    pub error: Option<ErrorDetail>,
}

/// AWS's `ColumnStatisticsError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ColumnStatisticsError {
    pub column_statistics: Option<ColumnStatistics>,
    pub error: Option<ErrorDetail>,
}

/// AWS's `ColumnStatisticsData`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ColumnStatisticsData {
    pub r#type: ColumnStatisticsType,
    pub boolean_column_statistics_data: Option<BooleanColumnStatisticsData>,
    pub date_column_statistics_data: Option<DateColumnStatisticsData>,
    pub decimal_column_statistics_data: Option<DecimalColumnStatisticsData>,
    pub double_column_statistics_data: Option<DoubleColumnStatisticsData>,
    pub long_column_statistics_data: Option<LongColumnStatisticsData>,
    pub string_column_statistics_data: Option<StringColumnStatisticsData>,
    pub binary_column_statistics_data: Option<BinaryColumnStatisticsData>,
}

/// AWS's `ColumnStatisticsType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ColumnStatisticsType {
    Boolean,
    Date,
    Decimal,
    Double,
    Long,
    String,
    Binary,
}

/// AWS's `BooleanColumnStatisticsData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BooleanColumnStatisticsData {
    #[shape(range(0..=i64::MAX))]
    pub number_of_trues: i64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_falses: i64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_nulls: i64,
}

/// AWS's `DateColumnStatisticsData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DateColumnStatisticsData {
    pub minimum_value: Option<Timestamp>,
    pub maximum_value: Option<Timestamp>,
    #[shape(range(0..=i64::MAX))]
    pub number_of_nulls: i64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_distinct_values: i64,
}

/// AWS's `DecimalColumnStatisticsData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DecimalColumnStatisticsData {
    pub minimum_value: Option<DecimalNumber>,
    pub maximum_value: Option<DecimalNumber>,
    #[shape(range(0..=i64::MAX))]
    pub number_of_nulls: i64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_distinct_values: i64,
}

/// AWS's `DoubleColumnStatisticsData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DoubleColumnStatisticsData {
    pub minimum_value: Option<f64>,
    pub maximum_value: Option<f64>,
    #[shape(range(0..=i64::MAX))]
    pub number_of_nulls: i64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_distinct_values: i64,
}

/// AWS's `LongColumnStatisticsData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LongColumnStatisticsData {
    pub minimum_value: Option<i64>,
    pub maximum_value: Option<i64>,
    #[shape(range(0..=i64::MAX))]
    pub number_of_nulls: i64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_distinct_values: i64,
}

/// AWS's `StringColumnStatisticsData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StringColumnStatisticsData {
    #[shape(range(0..=i64::MAX))]
    pub maximum_length: i64,
    pub average_length: f64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_nulls: i64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_distinct_values: i64,
}

/// AWS's `BinaryColumnStatisticsData`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BinaryColumnStatisticsData {
    #[shape(range(0..=i64::MAX))]
    pub maximum_length: i64,
    pub average_length: f64,
    #[shape(range(0..=i64::MAX))]
    pub number_of_nulls: i64,
}

/// AWS's `DecimalNumber`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DecimalNumber {
    pub unscaled_value: Bytes,
    pub scale: i32,
}
