//! `UpdateColumnStatisticsForPartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{ColumnStatistics, ColumnStatisticsError, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateColumnStatisticsForPartition;

impl Operation for UpdateColumnStatisticsForPartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateColumnStatisticsForPartition";
    type Input = UpdateColumnStatisticsForPartitionInput;
    type Output = UpdateColumnStatisticsForPartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `UpdateColumnStatisticsForPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateColumnStatisticsForPartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(member(length(1..=1024)))]
    pub partition_values: Vec<String>,
    #[shape(length(0..=25))]
    pub column_statistics_list: Vec<ColumnStatistics>,
}

/// Output of `UpdateColumnStatisticsForPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateColumnStatisticsForPartitionOutput {
    pub errors: Option<Vec<ColumnStatisticsError>>,
}
