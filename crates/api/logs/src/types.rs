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
