//! Shapes that several operations use.

use std::collections::BTreeMap;
use wire::Shape;

/// AWS's `LogGroupClass`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum LogGroupClass {
    Standard,
    InfrequentAccess,
    Delivery,
}

/// AWS's `LogGroup`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct LogGroup {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub creation_time: Option<i64>,
    pub retention_in_days: Option<i32>,
    pub metric_filter_count: Option<i32>,
    pub arn: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub stored_bytes: Option<i64>,
    #[shape(length(0..=256))]
    pub kms_key_id: Option<String>,
    pub data_protection_status: Option<DataProtectionStatus>,
    pub inherited_properties: Option<Vec<InheritedProperty>>,
    pub log_group_class: Option<LogGroupClass>,
    pub log_group_arn: Option<String>,
    pub deletion_protection_enabled: Option<bool>,
    pub bearer_token_authentication_enabled: Option<bool>,
}

/// AWS's `DataProtectionStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DataProtectionStatus {
    Activated,
    Deleted,
    Archived,
    Disabled,
}

/// AWS's `InheritedProperty`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum InheritedProperty {
    AccountDataProtection,
}

/// AWS's `OrderBy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum OrderBy {
    LogStreamName,
    LastEventTime,
}

/// AWS's `LogStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct LogStream {
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub log_stream_name: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub creation_time: Option<i64>,
    #[shape(range(0..=i64::MAX))]
    pub first_event_timestamp: Option<i64>,
    #[shape(range(0..=i64::MAX))]
    pub last_event_timestamp: Option<i64>,
    #[shape(range(0..=i64::MAX))]
    pub last_ingestion_time: Option<i64>,
    #[shape(length(1..=u64::MAX))]
    pub upload_sequence_token: Option<String>,
    pub arn: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub stored_bytes: Option<i64>,
}

/// AWS's `InputLogEvent`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct InputLogEvent {
    #[shape(range(0..=i64::MAX))]
    pub timestamp: i64,
    #[shape(length(1..=u64::MAX))]
    pub message: String,
}

/// AWS's `Entity`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct Entity {
    #[shape(length(2..=4), key(length(1..=32)), member(length(1..=512)))]
    pub key_attributes: Option<BTreeMap<String, String>>,
    #[shape(length(0..=10), key(length(1..=256)), member(length(1..=512)))]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// AWS's `RejectedLogEventsInfo`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct RejectedLogEventsInfo {
    pub too_new_log_event_start_index: Option<i32>,
    pub too_old_log_event_end_index: Option<i32>,
    pub expired_log_event_end_index: Option<i32>,
}

/// AWS's `RejectedEntityInfo`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct RejectedEntityInfo {
    pub error_type: EntityRejectionErrorType,
}

/// AWS's `EntityRejectionErrorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum EntityRejectionErrorType {
    InvalidEntity,
    InvalidTypeValue,
    InvalidKeyAttributes,
    InvalidAttributes,
    EntitySizeTooLarge,
    UnsupportedLogGroupType,
    MissingRequiredFields,
}

/// AWS's `OutputLogEvent`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct OutputLogEvent {
    #[shape(range(0..=i64::MAX))]
    pub timestamp: Option<i64>,
    #[shape(length(1..=u64::MAX))]
    pub message: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub ingestion_time: Option<i64>,
}

/// AWS's `FilteredLogEvent`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct FilteredLogEvent {
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub log_stream_name: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub timestamp: Option<i64>,
    #[shape(length(1..=u64::MAX))]
    pub message: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub ingestion_time: Option<i64>,
    pub event_id: Option<String>,
}

/// AWS's `SearchedLogStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct SearchedLogStream {
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub log_stream_name: Option<String>,
    pub searched_completely: Option<bool>,
}

/// AWS's `MetricTransformation`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct MetricTransformation {
    #[shape(length(0..=255), pattern = "[^:*$]*")]
    pub metric_name: String,
    #[shape(length(0..=255), pattern = "[^:*$]*")]
    pub metric_namespace: String,
    #[shape(length(0..=100))]
    pub metric_value: String,
    pub default_value: Option<f64>,
    #[shape(key(length(0..=255)), member(length(0..=255)))]
    pub dimensions: Option<BTreeMap<String, String>>,
    pub unit: Option<StandardUnit>,
}

/// AWS's `StandardUnit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum StandardUnit {
    Seconds,
    Microseconds,
    Milliseconds,
    Bytes,
    Kilobytes,
    Megabytes,
    Gigabytes,
    Terabytes,
    Bits,
    Kilobits,
    Megabits,
    Gigabits,
    Terabits,
    Percent,
    Count,
    #[shape(name = "Bytes/Second")]
    BytesPerSecond,
    #[shape(name = "Kilobytes/Second")]
    KilobytesPerSecond,
    #[shape(name = "Megabytes/Second")]
    MegabytesPerSecond,
    #[shape(name = "Gigabytes/Second")]
    GigabytesPerSecond,
    #[shape(name = "Terabytes/Second")]
    TerabytesPerSecond,
    #[shape(name = "Bits/Second")]
    BitsPerSecond,
    #[shape(name = "Kilobits/Second")]
    KilobitsPerSecond,
    #[shape(name = "Megabits/Second")]
    MegabitsPerSecond,
    #[shape(name = "Gigabits/Second")]
    GigabitsPerSecond,
    #[shape(name = "Terabits/Second")]
    TerabitsPerSecond,
    #[shape(name = "Count/Second")]
    CountPerSecond,
    None,
}

/// AWS's `MetricFilter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct MetricFilter {
    pub filter_name: Option<String>,
    pub filter_pattern: Option<String>,
    pub metric_transformations: Option<Vec<MetricTransformation>>,
    pub creation_time: Option<i64>,
    pub log_group_name: Option<String>,
    pub apply_on_transformed_logs: Option<bool>,
    pub field_selection_criteria: Option<String>,
    pub emit_system_field_dimensions: Option<Vec<String>>,
}

/// AWS's `MetricFilterMatchRecord`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct MetricFilterMatchRecord {
    pub event_number: Option<i64>,
    pub event_message: Option<String>,
    pub extracted_values: Option<BTreeMap<String, String>>,
}

/// AWS's `Distribution`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum Distribution {
    Random,
    ByLogStream,
}

/// AWS's `SubscriptionFilter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct SubscriptionFilter {
    pub filter_name: Option<String>,
    pub log_group_name: Option<String>,
    pub filter_pattern: Option<String>,
    pub destination_arn: Option<String>,
    pub role_arn: Option<String>,
    pub distribution: Option<Distribution>,
    pub apply_on_transformed_logs: Option<bool>,
    pub creation_time: Option<i64>,
    pub field_selection_criteria: Option<String>,
    pub emit_system_fields: Option<Vec<String>>,
}

/// AWS's `LiveTailSessionStart`, an event.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct LiveTailSessionStart {
    pub request_id: Option<String>,
    pub session_id: Option<String>,
    pub log_group_identifiers: Option<Vec<String>>,
    pub log_stream_names: Option<Vec<String>>,
    pub log_stream_name_prefixes: Option<Vec<String>>,
    pub log_event_filter_pattern: Option<String>,
}

/// AWS's `LiveTailSessionUpdate`, an event.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct LiveTailSessionUpdate {
    pub session_metadata: Option<LiveTailSessionMetadata>,
    pub session_results: Option<Vec<LiveTailSessionLogEvent>>,
}

/// AWS's `LiveTailSessionMetadata`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct LiveTailSessionMetadata {
    pub sampled: Option<bool>,
}

/// AWS's `LiveTailSessionLogEvent`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct LiveTailSessionLogEvent {
    pub log_stream_name: Option<String>,
    pub log_group_identifier: Option<String>,
    pub message: Option<String>,
    pub timestamp: Option<i64>,
    pub ingestion_time: Option<i64>,
}
