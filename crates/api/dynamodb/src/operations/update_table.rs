//! `UpdateTable`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndexUpdate, GlobalTableSettingsReplicationMode,
    GlobalTableWitnessGroupUpdate, MultiRegionConsistency, OnDemandThroughput, ProvisionedThroughput,
    ReplicationGroupUpdate, SERVICE, SSESpecification, StreamSpecification, TableClass, TableDescription,
    WarmThroughput,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateTable;

impl Operation for UpdateTable {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateTable";
    type Input = UpdateTableInput;
    type Output = UpdateTableOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `UpdateTable`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateTableInput {
    pub attribute_definitions: Option<Vec<AttributeDefinition>>,
    #[shape(length(1..=1024))]
    pub table_name: String,
    pub billing_mode: Option<BillingMode>,
    pub provisioned_throughput: Option<ProvisionedThroughput>,
    pub global_secondary_index_updates: Option<Vec<GlobalSecondaryIndexUpdate>>,
    pub stream_specification: Option<StreamSpecification>,
    #[shape(name = "SSESpecification")]
    pub sse_specification: Option<SSESpecification>,
    #[shape(length(1..=u64::MAX))]
    pub replica_updates: Option<Vec<ReplicationGroupUpdate>>,
    pub table_class: Option<TableClass>,
    pub deletion_protection_enabled: Option<bool>,
    pub multi_region_consistency: Option<MultiRegionConsistency>,
    #[shape(length(1..=1))]
    pub global_table_witness_updates: Option<Vec<GlobalTableWitnessGroupUpdate>>,
    pub on_demand_throughput: Option<OnDemandThroughput>,
    pub warm_throughput: Option<WarmThroughput>,
    pub global_table_settings_replication_mode: Option<GlobalTableSettingsReplicationMode>,
}

/// Output of `UpdateTable`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateTableOutput {
    pub table_description: Option<TableDescription>,
}
