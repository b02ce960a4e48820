//! `GetPartitions`.

use kernel::{Place, Timestamp};
use wire::{Operation, Service, Shape};

use crate::{AuditContext, Partition, SERVICE, Segment};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetPartitions;

impl Operation for GetPartitions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetPartitions";
    type Input = GetPartitionsInput;
    type Output = GetPartitionsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::table(place, input.catalog_id.as_deref(), &input.database_name, &input.table_name)
    }
}

/// Input of `GetPartitions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPartitionsInput {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog_id: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub database_name: String,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub table_name: String,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub expression: Option<String>,
    pub next_token: Option<String>,
    pub segment: Option<Segment>,
    #[shape(range(1..=1000))]
    pub max_results: Option<i32>,
    pub exclude_column_schema: Option<bool>,
    #[shape(length(1..=255))]
    pub transaction_id: Option<String>,
    pub query_as_of_time: Option<Timestamp>,
    pub audit_context: Option<AuditContext>,
}

/// Output of `GetPartitions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPartitionsOutput {
    pub partitions: Option<Vec<Partition>>,
    pub next_token: Option<String>,
}
