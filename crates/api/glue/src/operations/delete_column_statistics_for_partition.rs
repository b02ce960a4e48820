//! `DeleteColumnStatisticsForPartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteColumnStatisticsForPartition;

impl Operation for DeleteColumnStatisticsForPartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteColumnStatisticsForPartition";
    type Input = DeleteColumnStatisticsForPartitionInput;
    type Output = DeleteColumnStatisticsForPartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `DeleteColumnStatisticsForPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteColumnStatisticsForPartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(member(length(1..=1024)))]
    pub partition_values: Vec<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub column_name: String,
}

/// Output of `DeleteColumnStatisticsForPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteColumnStatisticsForPartitionOutput {}
