//! What requests about tables ask for, and answers beside the description.

use kernel::Timestamp;
use wire::Shape;

use crate::{
    KeySchemaElement, OnDemandThroughput, OnDemandThroughputOverride, Projection,
    ProvisionedThroughputOverride, SSEType, TableClass,
};

/// AWS's `LocalSecondaryIndex`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct LocalSecondaryIndex {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: String,
    #[shape(length(1..=u64::MAX))]
    pub key_schema: Vec<KeySchemaElement>,
    pub projection: Projection,
}

/// AWS's `GlobalSecondaryIndex`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GlobalSecondaryIndex {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: String,
    #[shape(length(1..=u64::MAX))]
    pub key_schema: Vec<KeySchemaElement>,
    pub projection: Projection,
    pub provisioned_throughput: Option<ProvisionedThroughput>,
    pub on_demand_throughput: Option<OnDemandThroughput>,
    pub warm_throughput: Option<WarmThroughput>,
}

/// AWS's `ProvisionedThroughput`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ProvisionedThroughput {
    #[shape(range(1..=i64::MAX))]
    pub read_capacity_units: i64,
    #[shape(range(1..=i64::MAX))]
    pub write_capacity_units: i64,
}

/// AWS's `WarmThroughput`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct WarmThroughput {
    pub read_units_per_second: Option<i64>,
    pub write_units_per_second: Option<i64>,
}

/// AWS's `SSESpecification`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SSESpecification {
    pub enabled: Option<bool>,
    #[shape(name = "SSEType")]
    pub sse_type: Option<SSEType>,
    #[shape(name = "KMSMasterKeyId")]
    pub kms_master_key_id: Option<String>,
}

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(0..=256))]
    pub value: String,
}

/// AWS's `GlobalSecondaryIndexUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GlobalSecondaryIndexUpdate {
    pub update: Option<UpdateGlobalSecondaryIndexAction>,
    pub create: Option<CreateGlobalSecondaryIndexAction>,
    pub delete: Option<DeleteGlobalSecondaryIndexAction>,
}

/// AWS's `UpdateGlobalSecondaryIndexAction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateGlobalSecondaryIndexAction {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: String,
    pub provisioned_throughput: Option<ProvisionedThroughput>,
    pub on_demand_throughput: Option<OnDemandThroughput>,
    pub warm_throughput: Option<WarmThroughput>,
}

/// AWS's `CreateGlobalSecondaryIndexAction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateGlobalSecondaryIndexAction {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: String,
    #[shape(length(1..=u64::MAX))]
    pub key_schema: Vec<KeySchemaElement>,
    pub projection: Projection,
    pub provisioned_throughput: Option<ProvisionedThroughput>,
    pub on_demand_throughput: Option<OnDemandThroughput>,
    pub warm_throughput: Option<WarmThroughput>,
}

/// AWS's `DeleteGlobalSecondaryIndexAction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteGlobalSecondaryIndexAction {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: String,
}

/// AWS's `ReplicationGroupUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ReplicationGroupUpdate {
    pub create: Option<CreateReplicationGroupMemberAction>,
    pub update: Option<UpdateReplicationGroupMemberAction>,
    pub delete: Option<DeleteReplicationGroupMemberAction>,
}

/// AWS's `CreateReplicationGroupMemberAction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateReplicationGroupMemberAction {
    pub region_name: String,
    #[shape(name = "KMSMasterKeyId")]
    pub kms_master_key_id: Option<String>,
    pub provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    pub on_demand_throughput_override: Option<OnDemandThroughputOverride>,
    #[shape(length(1..=u64::MAX))]
    pub global_secondary_indexes: Option<Vec<ReplicaGlobalSecondaryIndex>>,
    pub table_class_override: Option<TableClass>,
}

/// AWS's `ReplicaGlobalSecondaryIndex`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ReplicaGlobalSecondaryIndex {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: String,
    pub provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    pub on_demand_throughput_override: Option<OnDemandThroughputOverride>,
}

/// AWS's `UpdateReplicationGroupMemberAction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateReplicationGroupMemberAction {
    pub region_name: String,
    #[shape(name = "KMSMasterKeyId")]
    pub kms_master_key_id: Option<String>,
    pub provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    pub on_demand_throughput_override: Option<OnDemandThroughputOverride>,
    #[shape(length(1..=u64::MAX))]
    pub global_secondary_indexes: Option<Vec<ReplicaGlobalSecondaryIndex>>,
    pub table_class_override: Option<TableClass>,
}

/// AWS's `DeleteReplicationGroupMemberAction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteReplicationGroupMemberAction {
    pub region_name: String,
}

/// AWS's `GlobalTableWitnessGroupUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GlobalTableWitnessGroupUpdate {
    pub create: Option<CreateGlobalTableWitnessGroupMemberAction>,
    pub delete: Option<DeleteGlobalTableWitnessGroupMemberAction>,
}

/// AWS's `CreateGlobalTableWitnessGroupMemberAction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateGlobalTableWitnessGroupMemberAction {
    pub region_name: String,
}

/// AWS's `DeleteGlobalTableWitnessGroupMemberAction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteGlobalTableWitnessGroupMemberAction {
    pub region_name: String,
}

/// AWS's `ReturnValue`, in the order in which AWS lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ReturnValue {
    AllNew,
    UpdatedOld,
    AllOld,
    None,
    UpdatedNew,
}

/// AWS's `ReturnConsumedCapacity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ReturnConsumedCapacity {
    Indexes,
    Total,
    None,
}

/// AWS's `ReturnItemCollectionMetrics`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ReturnItemCollectionMetrics {
    Size,
    None,
}

/// AWS's `ConditionalOperator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ConditionalOperator {
    And,
    Or,
}

/// AWS's `ReturnValuesOnConditionCheckFailure`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ReturnValuesOnConditionCheckFailure {
    AllOld,
    None,
}

/// AWS's `Select`, in the order in which AWS lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Select {
    SpecificAttributes,
    Count,
    AllAttributes,
    AllProjectedAttributes,
}

/// AWS's `TimeToLiveDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TimeToLiveDescription {
    pub time_to_live_status: Option<TimeToLiveStatus>,
    #[shape(length(1..=255))]
    pub attribute_name: Option<String>,
}

/// AWS's `TimeToLiveStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TimeToLiveStatus {
    Enabling,
    Disabling,
    Enabled,
    Disabled,
}

/// AWS's `TimeToLiveSpecification`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TimeToLiveSpecification {
    pub enabled: bool,
    #[shape(length(1..=255))]
    pub attribute_name: String,
}

/// AWS's `Endpoint`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Endpoint {
    pub address: String,
    pub cache_period_in_minutes: i64,
}

/// AWS's `ContinuousBackupsDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ContinuousBackupsDescription {
    pub continuous_backups_status: ContinuousBackupsStatus,
    pub point_in_time_recovery_description: Option<PointInTimeRecoveryDescription>,
}

/// AWS's `ContinuousBackupsStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ContinuousBackupsStatus {
    Enabled,
    Disabled,
}

/// AWS's `PointInTimeRecoveryDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PointInTimeRecoveryDescription {
    pub point_in_time_recovery_status: Option<PointInTimeRecoveryStatus>,
    #[shape(range(1..=35))]
    pub recovery_period_in_days: Option<i32>,
    pub earliest_restorable_date_time: Option<Timestamp>,
    pub latest_restorable_date_time: Option<Timestamp>,
}

/// AWS's `PointInTimeRecoveryStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum PointInTimeRecoveryStatus {
    Enabled,
    Disabled,
}
