//! `CreateTable`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, GlobalTableSettingsReplicationMode,
    KeySchemaElement, LocalSecondaryIndex, OnDemandThroughput, ProvisionedThroughput, SERVICE,
    SSESpecification, StreamSpecification, TableClass, TableDescription, Tag, WarmThroughput,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateTable;

impl Operation for CreateTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateTable";
    type Input = CreateTableInput;
    type Output = CreateTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `CreateTable`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateTableInput {
    pub attribute_definitions: Option<Vec<AttributeDefinition>>,
    #[shape(length(1..=1024))]
    pub table_name: String,
    #[shape(length(1..=u64::MAX))]
    pub key_schema: Option<Vec<KeySchemaElement>>,
    pub local_secondary_indexes: Option<Vec<LocalSecondaryIndex>>,
    pub global_secondary_indexes: Option<Vec<GlobalSecondaryIndex>>,
    pub billing_mode: Option<BillingMode>,
    pub provisioned_throughput: Option<ProvisionedThroughput>,
    pub stream_specification: Option<StreamSpecification>,
    #[shape(name = "SSESpecification")]
    pub sse_specification: Option<SSESpecification>,
    pub tags: Option<Vec<Tag>>,
    pub table_class: Option<TableClass>,
    pub deletion_protection_enabled: Option<bool>,
    pub warm_throughput: Option<WarmThroughput>,
    pub resource_policy: Option<String>,
    pub on_demand_throughput: Option<OnDemandThroughput>,
    #[shape(length(1..=1024))]
    pub global_table_source_arn: Option<String>,
    pub global_table_settings_replication_mode: Option<GlobalTableSettingsReplicationMode>,
}

/// Output of `CreateTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateTableOutput {
    pub table_description: Option<TableDescription>,
}
