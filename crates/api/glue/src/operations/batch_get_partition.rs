//! `BatchGetPartition`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{AuditContext, Partition, PartitionValueList, QuerySessionContext, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct BatchGetPartition;

impl Operation for BatchGetPartition {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "BatchGetPartition";
    type Input = BatchGetPartitionInput;
    type Output = BatchGetPartitionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `BatchGetPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchGetPartitionInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(0..=1000))]
    pub partitions_to_get: Vec<PartitionValueList>,
    pub audit_context: Option<AuditContext>,
    pub query_session_context: Option<QuerySessionContext>,
}

/// Output of `BatchGetPartition`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchGetPartitionOutput {
    pub partitions: Option<Vec<Partition>>,
    #[shape(length(0..=1000))]
    pub unprocessed_keys: Option<Vec<PartitionValueList>>,
}
