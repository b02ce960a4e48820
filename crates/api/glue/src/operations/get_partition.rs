//! `GetPartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{AuditContext, Partition, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetPartition;

impl Operation for GetPartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetPartition";
    type Input = GetPartitionInput;
    type Output = GetPartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `GetPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(member(length(1..=1024)))]
    pub partition_values: Vec<String>,
    pub audit_context: Option<AuditContext>,
}

/// Output of `GetPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPartitionOutput {
    pub partition: Option<Partition>,
}
