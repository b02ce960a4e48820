//! `UpdatePartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{PartitionInput, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdatePartition;

impl Operation for UpdatePartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdatePartition";
    type Input = UpdatePartitionInput;
    type Output = UpdatePartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `UpdatePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdatePartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(0..=100), member(length(1..=1024)))]
    pub partition_value_list: Vec<String>,
    pub partition_input: PartitionInput,
}

/// Output of `UpdatePartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdatePartitionOutput {}
