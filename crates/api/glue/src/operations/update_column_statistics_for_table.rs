//! `UpdateColumnStatisticsForTable`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ColumnStatistics, ColumnStatisticsError, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateColumnStatisticsForTable;

impl Operation for UpdateColumnStatisticsForTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateColumnStatisticsForTable";
    type Input = UpdateColumnStatisticsForTableInput;
    type Output = UpdateColumnStatisticsForTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `UpdateColumnStatisticsForTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateColumnStatisticsForTableInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(0..=25))]
    pub column_statistics_list: Vec<ColumnStatistics>,
}

/// Output of `UpdateColumnStatisticsForTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateColumnStatisticsForTableOutput {
    pub errors: Option<Vec<ColumnStatisticsError>>,
}
