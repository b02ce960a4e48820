//! `CreatePartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PartitionInput, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreatePartition;

impl Operation for CreatePartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreatePartition";
    type Input = CreatePartitionInput;
    type Output = CreatePartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `CreatePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreatePartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    pub partition_input: PartitionInput,
}

/// Output of `CreatePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreatePartitionOutput {}
