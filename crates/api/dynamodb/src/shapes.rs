//! Shapes that several operations use.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::Shape;

use crate::AttributeValue;

/// AWS's `AttributeDefinition`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AttributeDefinition {
    #[shape(length(1..=255))]
    pub attribute_name: String,
    pub attribute_type: ScalarAttributeType,
}

/// AWS's `ScalarAttributeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ScalarAttributeType {
    S,
    N,
    B,
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

/// AWS's `LocalSecondaryIndex`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct LocalSecondaryIndex {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub index_name: String,
    #[shape(length(1..=u64::MAX))]
    pub key_schema: Vec<KeySchemaElement>,
    pub projection: Projection,
}

/// AWS's `Projection`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Projection {
    pub projection_type: Option<ProjectionType>,
    #[shape(length(1..=20), member(length(1..=255)))]
    pub non_key_attributes: Option<Vec<String>>,
}

/// AWS's `ProjectionType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ProjectionType {
    All,
    KeysOnly,
    Include,
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

/// AWS's `OnDemandThroughput`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OnDemandThroughput {
    pub max_read_request_units: Option<i64>,
    pub max_write_request_units: Option<i64>,
}

/// AWS's `WarmThroughput`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct WarmThroughput {
    pub read_units_per_second: Option<i64>,
    pub write_units_per_second: Option<i64>,
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

/// AWS's `SSESpecification`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SSESpecification {
    pub enabled: Option<bool>,
    #[shape(name = "SSEType")]
    pub sse_type: Option<SSEType>,
    #[shape(name = "KMSMasterKeyId")]
    pub kms_master_key_id: Option<String>,
}

/// AWS's `SSEType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SSEType {
    Aes256,
    Kms,
}

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(0..=256))]
    pub value: String,
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

/// AWS's `ExpectedAttributeValue`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ExpectedAttributeValue {
    pub value: Option<AttributeValue>,
    pub exists: Option<bool>,
    pub comparison_operator: Option<ComparisonOperator>,
    pub attribute_value_list: Option<Vec<AttributeValue>>,
}

/// AWS's `ComparisonOperator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ComparisonOperator {
    Eq,
    Ne,
    In,
    Le,
    Lt,
    Ge,
    Gt,
    Between,
    NotNull,
    Null,
    Contains,
    NotContains,
    BeginsWith,
}

/// AWS's `ReturnValue`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ReturnValue {
    None,
    AllOld,
    UpdatedOld,
    AllNew,
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

/// AWS's `ConsumedCapacity`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ConsumedCapacity {
    #[shape(length(1..=1024))]
    pub table_name: Option<String>,
    pub capacity_units: Option<f64>,
    pub read_capacity_units: Option<f64>,
    pub write_capacity_units: Option<f64>,
    pub table: Option<Capacity>,
    #[shape(key(length(3..=255), pattern = "[a-zA-Z0-9_.-]+"))]
    pub local_secondary_indexes: Option<BTreeMap<String, Capacity>>,
    #[shape(key(length(3..=255), pattern = "[a-zA-Z0-9_.-]+"))]
    pub global_secondary_indexes: Option<BTreeMap<String, Capacity>>,
}

/// AWS's `Capacity`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Capacity {
    pub read_capacity_units: Option<f64>,
    pub write_capacity_units: Option<f64>,
    pub capacity_units: Option<f64>,
}

/// AWS's `ItemCollectionMetrics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ItemCollectionMetrics {
    #[shape(key(length(0..=65535)))]
    pub item_collection_key: Option<BTreeMap<String, AttributeValue>>,
    #[shape(name = "SizeEstimateRangeGB")]
    pub size_estimate_range_gb: Option<Vec<f64>>,
}

/// AWS's `AttributeValueUpdate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AttributeValueUpdate {
    pub value: Option<AttributeValue>,
    pub action: Option<AttributeAction>,
}

/// AWS's `AttributeAction`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum AttributeAction {
    Add,
    Put,
    Delete,
}

/// AWS's `KeysAndAttributes`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct KeysAndAttributes {
    /// 1 to 100; the service refuses others, as AWS words that differently here.
    #[shape(member(key(length(0..=65535))))]
    pub keys: Vec<BTreeMap<String, AttributeValue>>,
    #[shape(length(1..=u64::MAX), member(length(0..=65535)))]
    pub attributes_to_get: Option<Vec<String>>,
    pub consistent_read: Option<bool>,
    pub projection_expression: Option<String>,
    #[shape(member(length(0..=65535)))]
    pub expression_attribute_names: Option<BTreeMap<String, String>>,
}

/// AWS's `WriteRequest`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct WriteRequest {
    pub put_request: Option<PutRequest>,
    pub delete_request: Option<DeleteRequest>,
}

/// AWS's `PutRequest`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRequest {
    #[shape(key(length(0..=65535)))]
    pub item: BTreeMap<String, AttributeValue>,
}

/// AWS's `DeleteRequest`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteRequest {
    #[shape(key(length(0..=65535)))]
    pub key: BTreeMap<String, AttributeValue>,
}

/// AWS's `Select`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Select {
    AllAttributes,
    AllProjectedAttributes,
    SpecificAttributes,
    Count,
}

/// AWS's `Condition`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Condition {
    pub attribute_value_list: Option<Vec<AttributeValue>>,
    pub comparison_operator: ComparisonOperator,
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
