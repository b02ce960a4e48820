//! `BatchCreatePartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PartitionError, PartitionInput, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchCreatePartition;

impl Operation for BatchCreatePartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchCreatePartition";
    type Input = BatchCreatePartitionInput;
    type Output = BatchCreatePartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `BatchCreatePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchCreatePartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(0..=100))]
    pub partition_input_list: Vec<PartitionInput>,
}

/// Output of `BatchCreatePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchCreatePartitionOutput {
    pub errors: Option<Vec<PartitionError>>,
}
