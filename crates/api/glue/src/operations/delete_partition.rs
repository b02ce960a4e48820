//! `DeletePartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeletePartition;

impl Operation for DeletePartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeletePartition";
    type Input = DeletePartitionInput;
    type Output = DeletePartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `DeletePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeletePartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(member(length(1..=1024)))]
    pub partition_values: Vec<String>,
}

/// Output of `DeletePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeletePartitionOutput {}
