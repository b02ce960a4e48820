//! Shapes that several operations use.

use bytes::Bytes;
use kernel::Timestamp;
use wire::Shape;

/// AWS's `StreamModeDetails`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StreamModeDetails {
    pub stream_mode: StreamMode,
}

/// AWS's `StreamMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StreamMode {
    Provisioned,
    OnDemand,
}

/// AWS's `StreamDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StreamDescription {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: String,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: String,
    pub stream_status: StreamStatus,
    pub stream_mode_details: Option<StreamModeDetails>,
    pub shards: Vec<Shard>,
    pub has_more_shards: bool,
    pub retention_period_hours: i32,
    pub stream_creation_timestamp: Timestamp,
    pub enhanced_monitoring: Vec<EnhancedMetrics>,
    pub encryption_type: Option<EncryptionType>,
    #[shape(length(1..=2048))]
    pub key_id: Option<String>,
}

/// AWS's `StreamStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StreamStatus {
    Creating,
    Deleting,
    Active,
    Updating,
}

/// AWS's `Shard`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Shard {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub shard_id: String,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub parent_shard_id: Option<String>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub adjacent_parent_shard_id: Option<String>,
    pub hash_key_range: HashKeyRange,
    pub sequence_number_range: SequenceNumberRange,
}

/// AWS's `HashKeyRange`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct HashKeyRange {
    #[shape(pattern = r"0|([1-9]\d{0,38})")]
    pub starting_hash_key: String,
    #[shape(pattern = r"0|([1-9]\d{0,38})")]
    pub ending_hash_key: String,
}

/// AWS's `SequenceNumberRange`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct SequenceNumberRange {
    #[shape(pattern = r"0|([1-9]\d{0,128})")]
    pub starting_sequence_number: String,
    #[shape(pattern = r"0|([1-9]\d{0,128})")]
    pub ending_sequence_number: Option<String>,
}

/// AWS's `EnhancedMetrics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EnhancedMetrics {
    #[shape(length(1..=7))]
    pub shard_level_metrics: Option<Vec<MetricsName>>,
}

/// AWS's `MetricsName`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum MetricsName {
    #[shape(name = "IncomingBytes")]
    IncomingBytes,
    #[shape(name = "IncomingRecords")]
    IncomingRecords,
    #[shape(name = "OutgoingBytes")]
    OutgoingBytes,
    #[shape(name = "OutgoingRecords")]
    OutgoingRecords,
    #[shape(name = "WriteProvisionedThroughputExceeded")]
    WriteProvisionedThroughputExceeded,
    #[shape(name = "ReadProvisionedThroughputExceeded")]
    ReadProvisionedThroughputExceeded,
    #[shape(name = "IteratorAgeMilliseconds")]
    IteratorAgeMilliseconds,
    All,
}

/// AWS's `EncryptionType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EncryptionType {
    None,
    Kms,
}

/// AWS's `StreamDescriptionSummary`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StreamDescriptionSummary {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: String,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: String,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
    pub stream_status: StreamStatus,
    pub stream_mode_details: Option<StreamModeDetails>,
    pub retention_period_hours: i32,
    pub stream_creation_timestamp: Timestamp,
    pub enhanced_monitoring: Vec<EnhancedMetrics>,
    pub encryption_type: Option<EncryptionType>,
    #[shape(length(1..=2048))]
    pub key_id: Option<String>,
    #[shape(range(0..=1000000))]
    pub open_shard_count: i32,
    #[shape(range(0..=1000000))]
    pub consumer_count: Option<i32>,
    pub warm_throughput: Option<WarmThroughputObject>,
    #[shape(range(1024..=10240))]
    pub max_record_size_in_ki_b: Option<i32>,
}

/// AWS's `WarmThroughputObject`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct WarmThroughputObject {
    #[shape(range(0..=i64::MAX))]
    pub target_mi_bps: Option<i32>,
    #[shape(range(0..=i64::MAX))]
    pub current_mi_bps: Option<i32>,
}

/// AWS's `StreamSummary`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StreamSummary {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: String,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: String,
    pub stream_status: StreamStatus,
    pub stream_mode_details: Option<StreamModeDetails>,
    pub stream_creation_timestamp: Option<Timestamp>,
}

/// AWS's `ShardFilter`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ShardFilter {
    pub r#type: ShardFilterType,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub shard_id: Option<String>,
    pub timestamp: Option<Timestamp>,
}

/// AWS's `ShardFilterType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ShardFilterType {
    AfterShardId,
    AtTrimHorizon,
    FromTrimHorizon,
    AtLatest,
    AtTimestamp,
    FromTimestamp,
}

/// AWS's `PutRecordsRequestEntry`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordsRequestEntry {
    #[shape(length(0..=10485760))]
    pub data: Bytes,
    #[shape(pattern = r"0|([1-9]\d{0,38})")]
    pub explicit_hash_key: Option<String>,
    #[shape(length(1..=256))]
    pub partition_key: String,
}

/// AWS's `PutRecordsResultEntry`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutRecordsResultEntry {
    #[shape(pattern = r"0|([1-9]\d{0,128})")]
    pub sequence_number: Option<String>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub shard_id: Option<String>,
    pub error_code: Option<String>,
    pub error_message: Option<String>,
}

/// AWS's `ShardIteratorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ShardIteratorType {
    AtSequenceNumber,
    AfterSequenceNumber,
    TrimHorizon,
    Latest,
    AtTimestamp,
}

/// AWS's `Record`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Record {
    #[shape(pattern = r"0|([1-9]\d{0,128})")]
    pub sequence_number: String,
    pub approximate_arrival_timestamp: Option<Timestamp>,
    #[shape(length(0..=10485760))]
    pub data: Bytes,
    #[shape(length(1..=256))]
    pub partition_key: String,
    pub encryption_type: Option<EncryptionType>,
}

/// AWS's `ChildShard`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ChildShard {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub shard_id: String,
    #[shape(member(length(1..=128), pattern = "[a-zA-Z0-9_.-]+"))]
    pub parent_shards: Vec<String>,
    pub hash_key_range: HashKeyRange,
}

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(0..=256))]
    pub value: Option<String>,
}
