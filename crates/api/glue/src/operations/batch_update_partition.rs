//! `BatchUpdatePartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{BatchUpdatePartitionFailureEntry, BatchUpdatePartitionRequestEntry, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchUpdatePartition;

impl Operation for BatchUpdatePartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchUpdatePartition";
    type Input = BatchUpdatePartitionInput;
    type Output = BatchUpdatePartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `BatchUpdatePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchUpdatePartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(1..=100))]
    pub entries: Vec<BatchUpdatePartitionRequestEntry>,
}

/// Output of `BatchUpdatePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchUpdatePartitionOutput {
    pub errors: Option<Vec<BatchUpdatePartitionFailureEntry>>,
}
