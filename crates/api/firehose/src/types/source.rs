//! Where records come from.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `DeliveryStreamType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum DeliveryStreamType {
    DirectPut,
    KinesisStreamAsSource,
    MSKAsSource,
    DatabaseAsSource,
}

/// AWS's `DirectPutSourceConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DirectPutSourceConfiguration {
    #[shape(range(1..=100))]
    pub throughput_hint_in_m_bs: i32,
}

/// AWS's `KinesisStreamSourceConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct KinesisStreamSourceConfiguration {
    #[shape(name = "KinesisStreamARN", length(1..=512), pattern = r"arn:.*:kinesis:[a-zA-Z0-9\-]+:\d{12}:stream/[a-zA-Z0-9_.-]+")]
    pub kinesis_stream_arn: String,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: String,
}

/// AWS's `SourceDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SourceDescription {
    pub direct_put_source_description: Option<DirectPutSourceDescription>,
    pub kinesis_stream_source_description: Option<KinesisStreamSourceDescription>,
}

/// AWS's `DirectPutSourceDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DirectPutSourceDescription {
    #[shape(range(1..=100))]
    pub throughput_hint_in_m_bs: Option<i32>,
}

/// AWS's `KinesisStreamSourceDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KinesisStreamSourceDescription {
    #[shape(name = "KinesisStreamARN", length(1..=512), pattern = r"arn:.*:kinesis:[a-zA-Z0-9\-]+:\d{12}:stream/[a-zA-Z0-9_.-]+")]
    pub kinesis_stream_arn: Option<String>,
    #[shape(name = "RoleARN", length(1..=512), pattern = r"arn:.*:iam::\d{12}:role/[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role_arn: Option<String>,
    pub delivery_start_timestamp: Option<Timestamp>,
}
