//! `BatchDeletePartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PartitionError, PartitionValueList, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchDeletePartition;

impl Operation for BatchDeletePartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchDeletePartition";
    type Input = BatchDeletePartitionInput;
    type Output = BatchDeletePartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `BatchDeletePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchDeletePartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(0..=25))]
    pub partitions_to_delete: Vec<PartitionValueList>,
}

/// Output of `BatchDeletePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchDeletePartitionOutput {
    pub errors: Option<Vec<PartitionError>>,
}
