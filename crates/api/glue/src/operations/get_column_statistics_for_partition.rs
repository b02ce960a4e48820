//! `GetColumnStatisticsForPartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ColumnError, ColumnStatistics, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetColumnStatisticsForPartition;

impl Operation for GetColumnStatisticsForPartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetColumnStatisticsForPartition";
    type Input = GetColumnStatisticsForPartitionInput;
    type Output = GetColumnStatisticsForPartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `GetColumnStatisticsForPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetColumnStatisticsForPartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(member(length(1..=1024)))]
    pub partition_values: Vec<String>,
    #[shape(length(0..=100), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub column_names: Vec<String>,
}

/// Output of `GetColumnStatisticsForPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetColumnStatisticsForPartitionOutput {
    pub column_statistics_list: Option<Vec<ColumnStatistics>>,
    pub errors: Option<Vec<ColumnError>>,
}
