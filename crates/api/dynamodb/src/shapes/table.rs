//! A table's description.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `AttributeDefinition`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AttributeDefinition {
    #[shape(length(1..=255))]
    pub attribute_name: String,
    pub attribute_type: ScalarAttributeType,
}

/// AWS's `ScalarAttributeType`, in the order in which AWS lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ScalarAttributeType {
    B,
    N,
    S,
}

/// AWS's `KeySchemaElement`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct KeySchemaElement {
    #[shape(length(1..=255))]
    pub attribute_name: String,
    pub key_type: KeyType,
}

/// AWS's `KeyType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum KeyType {
    Hash,
    Range,
}

/// AWS's `Projection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Projection {
    pub projection_type: Option<ProjectionType>,
    #[shape(length(1..=20), member(length(1..=255)))]
    pub non_key_attributes: Option<Vec<String>>,
}

/// AWS's `ProjectionType`, in the order in which AWS lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ProjectionType {
    All,
    Include,
    KeysOnly,
}

/// AWS's `OnDemandThroughput`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OnDemandThroughput {
    pub max_read_request_units: Option<i64>,
    pub max_write_request_units: Option<i64>,
}

/// AWS's `BillingMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum BillingMode {
    Provisioned,
    PayPerRequest,
}

/// AWS's `StreamSpecification`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StreamSpecification {
    pub stream_enabled: bool,
    pub stream_view_type: Option<StreamViewType>,
}

/// AWS's `StreamViewType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StreamViewType {
    NewImage,
    OldImage,
    NewAndOldImages,
    KeysOnly,
}

/// AWS's `SSEType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SSEType {
    Aes256,
    Kms,
}

/// AWS's `TableClass`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TableClass {
    Standard,
    StandardInfrequentAccess,
}

/// AWS's `GlobalTableSettingsReplicationMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum GlobalTableSettingsReplicationMode {
    Enabled,
    Disabled,
    EnabledWithOverrides,
}

/// AWS's `TableDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TableDescription {
    pub attribute_definitions: Option<Vec<AttributeDefinition>>,
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub table_name: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub key_schema: Option<Vec<KeySchemaElement>>,
    pub table_status: Option<TableStatus>,
    pub creation_date_time: Option<Timestamp>,
    pub provisioned_throughput: Option<ProvisionedThroughputDescription>,
    pub table_size_bytes: Option<i64>,
    pub item_count: Option<i64>,
    pub table_arn: Option<String>,
    #[shape(pattern = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    pub table_id: Option<String>,
    pub billing_mode_summary: Option<BillingModeSummary>,
    pub local_secondary_indexes: Option<Vec<LocalSecondaryIndexDescription>>,
    pub global_secondary_indexes: Option<Vec<GlobalSecondaryIndexDescription>>,
    pub stream_specification: Option<StreamSpecification>,
    pub latest_stream_label: Option<String>,
    #[shape(length(37..=1024))]
    pub latest_stream_arn: Option<String>,
    pub global_table_version: Option<String>,
    pub replicas: Option<Vec<ReplicaDescription>>,
    pub global_table_witnesses: Option<Vec<GlobalTableWitnessDescription>>,
    pub global_table_settings_replication_mode: Option<GlobalTableSettingsReplicationMode>,
    pub restore_summary: Option<RestoreSummary>,
    #[shape(name = "SSEDescription")]
    pub sse_description: Option<SSEDescription>,
    pub archival_summary: Option<ArchivalSummary>,
    pub table_class_summary: Option<TableClassSummary>,
    pub deletion_protection_enabled: Option<bool>,
    pub on_demand_throughput: Option<OnDemandThroughput>,
    pub warm_throughput: Option<TableWarmThroughputDescription>,
    pub multi_region_consistency: Option<MultiRegionConsistency>,
}

/// AWS's `TableStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TableStatus {
    Creating,
    Updating,
    Deleting,
    Active,
    InaccessibleEncryptionCredentials,
    Archiving,
    Archived,
    ReplicationNotAuthorized,
}

/// AWS's `ProvisionedThroughputDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ProvisionedThroughputDescription {
    pub last_increase_date_time: Option<Timestamp>,
    pub last_decrease_date_time: Option<Timestamp>,
    #[shape(range(1..=i64::MAX))]
    pub number_of_decreases_today: Option<i64>,
    #[shape(range(0..=i64::MAX))]
    pub read_capacity_units: Option<i64>,
    #[shape(range(0..=i64::MAX))]
    pub write_capacity_units: Option<i64>,
}

/// AWS's `BillingModeSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BillingModeSummary {
    pub billing_mode: Option<BillingMode>,
    pub last_update_to_pay_per_request_date_time: Option<Timestamp>,
}

/// AWS's `LocalSecondaryIndexDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LocalSecondaryIndexDescription {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub key_schema: Option<Vec<KeySchemaElement>>,
    pub projection: Option<Projection>,
    pub index_size_bytes: Option<i64>,
    pub item_count: Option<i64>,
    pub index_arn: Option<String>,
}

/// AWS's `GlobalSecondaryIndexDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GlobalSecondaryIndexDescription {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub key_schema: Option<Vec<KeySchemaElement>>,
    pub projection: Option<Projection>,
    pub index_status: Option<IndexStatus>,
    pub backfilling: Option<bool>,
    pub provisioned_throughput: Option<ProvisionedThroughputDescription>,
    pub index_size_bytes: Option<i64>,
    pub item_count: Option<i64>,
    pub index_arn: Option<String>,
    pub on_demand_throughput: Option<OnDemandThroughput>,
    pub warm_throughput: Option<GlobalSecondaryIndexWarmThroughputDescription>,
}

/// AWS's `IndexStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum IndexStatus {
    Creating,
    Updating,
    Deleting,
    Active,
}

/// AWS's `GlobalSecondaryIndexWarmThroughputDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GlobalSecondaryIndexWarmThroughputDescription {
    #[shape(range(1..=i64::MAX))]
    pub read_units_per_second: Option<i64>,
    #[shape(range(1..=i64::MAX))]
    pub write_units_per_second: Option<i64>,
    pub status: Option<IndexStatus>,
}

/// AWS's `ReplicaDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ReplicaDescription {
    pub region_name: Option<String>,
    pub replica_status: Option<ReplicaStatus>,
    pub replica_arn: Option<String>,
    pub replica_status_description: Option<String>,
    pub replica_status_percent_progress: Option<String>,
    #[shape(name = "KMSMasterKeyId")]
    pub kms_master_key_id: Option<String>,
    pub provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    pub on_demand_throughput_override: Option<OnDemandThroughputOverride>,
    pub warm_throughput: Option<TableWarmThroughputDescription>,
    pub global_secondary_indexes: Option<Vec<ReplicaGlobalSecondaryIndexDescription>>,
    pub replica_inaccessible_date_time: Option<Timestamp>,
    pub replica_table_class_summary: Option<TableClassSummary>,
    pub global_table_settings_replication_mode: Option<GlobalTableSettingsReplicationMode>,
}

/// AWS's `ReplicaStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ReplicaStatus {
    Creating,
    CreationFailed,
    Updating,
    Deleting,
    Active,
    RegionDisabled,
    InaccessibleEncryptionCredentials,
    Archiving,
    Archived,
    ReplicationNotAuthorized,
}

/// AWS's `ProvisionedThroughputOverride`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ProvisionedThroughputOverride {
    #[shape(range(1..=i64::MAX))]
    pub read_capacity_units: Option<i64>,
}

/// AWS's `OnDemandThroughputOverride`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OnDemandThroughputOverride {
    pub max_read_request_units: Option<i64>,
}

/// AWS's `TableWarmThroughputDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TableWarmThroughputDescription {
    #[shape(range(1..=i64::MAX))]
    pub read_units_per_second: Option<i64>,
    #[shape(range(1..=i64::MAX))]
    pub write_units_per_second: Option<i64>,
    pub status: Option<TableStatus>,
}

/// AWS's `ReplicaGlobalSecondaryIndexDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ReplicaGlobalSecondaryIndexDescription {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: Option<String>,
    pub provisioned_throughput_override: Option<ProvisionedThroughputOverride>,
    pub on_demand_throughput_override: Option<OnDemandThroughputOverride>,
    pub warm_throughput: Option<GlobalSecondaryIndexWarmThroughputDescription>,
}

/// AWS's `TableClassSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TableClassSummary {
    pub table_class: Option<TableClass>,
    pub last_update_date_time: Option<Timestamp>,
}

/// AWS's `GlobalTableWitnessDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GlobalTableWitnessDescription {
    pub region_name: Option<String>,
    pub witness_status: Option<WitnessStatus>,
}

/// AWS's `WitnessStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum WitnessStatus {
    Creating,
    Deleting,
    Active,
}

/// AWS's `RestoreSummary`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct RestoreSummary {
    #[shape(length(37..=1024))]
    pub source_backup_arn: Option<String>,
    #[shape(length(1..=1024))]
    pub source_table_arn: Option<String>,
    pub restore_date_time: Timestamp,
    pub restore_in_progress: bool,
}

/// AWS's `SSEDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SSEDescription {
    pub status: Option<SSEStatus>,
    #[shape(name = "SSEType")]
    pub sse_type: Option<SSEType>,
    #[shape(name = "KMSMasterKeyArn")]
    pub kms_master_key_arn: Option<String>,
    pub inaccessible_encryption_date_time: Option<Timestamp>,
}

/// AWS's `SSEStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SSEStatus {
    Enabling,
    Enabled,
    Disabling,
    Disabled,
    Updating,
}

/// AWS's `ArchivalSummary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ArchivalSummary {
    pub archival_date_time: Option<Timestamp>,
    pub archival_reason: Option<String>,
    #[shape(length(37..=1024))]
    pub archival_backup_arn: Option<String>,
}

/// AWS's `MultiRegionConsistency`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum MultiRegionConsistency {
    Eventual,
    Strong,
}
