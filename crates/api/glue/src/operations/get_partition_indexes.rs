//! `GetPartitionIndexes`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PartitionIndexDescriptor, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetPartitionIndexes;

impl Operation for GetPartitionIndexes {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetPartitionIndexes";
    type Input = GetPartitionIndexesInput;
    type Output = GetPartitionIndexesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `GetPartitionIndexes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPartitionIndexesInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    pub next_token: Option<String>,
}

/// Output of `GetPartitionIndexes`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPartitionIndexesOutput {
    pub partition_index_descriptor_list: Option<Vec<PartitionIndexDescriptor>>,
    pub next_token: Option<String>,
}
