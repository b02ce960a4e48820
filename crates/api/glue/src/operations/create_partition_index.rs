//! `CreatePartitionIndex`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PartitionIndex, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreatePartitionIndex;

impl Operation for CreatePartitionIndex {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreatePartitionIndex";
    type Input = CreatePartitionIndexInput;
    type Output = CreatePartitionIndexOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `CreatePartitionIndex`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreatePartitionIndexInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    pub partition_index: PartitionIndex,
}

/// Output of `CreatePartitionIndex`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreatePartitionIndexOutput {}
