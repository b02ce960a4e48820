//! `GetColumnStatisticsForTable`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ColumnError, ColumnStatistics, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetColumnStatisticsForTable;

impl Operation for GetColumnStatisticsForTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetColumnStatisticsForTable";
    type Input = GetColumnStatisticsForTableInput;
    type Output = GetColumnStatisticsForTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `GetColumnStatisticsForTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetColumnStatisticsForTableInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(0..=100), member(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*"))]
    pub column_names: Vec<String>,
}

/// Output of `GetColumnStatisticsForTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetColumnStatisticsForTableOutput {
    pub column_statistics_list: Option<Vec<ColumnStatistics>>,
    pub errors: Option<Vec<ColumnError>>,
}
