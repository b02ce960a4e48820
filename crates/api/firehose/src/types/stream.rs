//! A delivery stream as it is described, and its records.

use bytes::Bytes;
use kernel::Timestamp;
use wire::Shape;

use crate::{
    AmazonopensearchserviceDestinationDescription, DeliveryStreamEncryptionConfiguration, DeliveryStreamType,
    ElasticsearchDestinationDescription, ExtendedS3DestinationDescription, FailureDescription,
    HttpEndpointDestinationDescription, S3DestinationDescription, SourceDescription,
};

/// AWS's `DeliveryStreamDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeliveryStreamDescription {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    #[shape(name = "DeliveryStreamARN", length(1..=512), pattern = r"arn:.*:firehose:[a-zA-Z0-9\-]+:\d{12}:deliverystream/[a-zA-Z0-9._-]+")]
    pub delivery_stream_arn: String,
    pub delivery_stream_status: DeliveryStreamStatus,
    pub failure_description: Option<FailureDescription>,
    pub delivery_stream_encryption_configuration: Option<DeliveryStreamEncryptionConfiguration>,
    pub delivery_stream_type: DeliveryStreamType,
    #[shape(length(1..=50), pattern = "[0-9]+")]
    pub version_id: String,
    pub create_timestamp: Option<Timestamp>,
    pub last_update_timestamp: Option<Timestamp>,
    pub source: Option<SourceDescription>,
    pub destinations: Vec<DestinationDescription>,
    pub has_more_destinations: bool,
}

/// AWS's `DeliveryStreamStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DeliveryStreamStatus {
    Creating,
    CreatingFailed,
    Deleting,
    DeletingFailed,
    Active,
}

/// AWS's `DestinationDescription`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DestinationDescription {
    #[shape(length(1..=100), pattern = "[a-zA-Z0-9-]+")]
    pub destination_id: String,
    pub s3_destination_description: Option<S3DestinationDescription>,
    pub extended_s3_destination_description: Option<ExtendedS3DestinationDescription>,
    pub elasticsearch_destination_description: Option<ElasticsearchDestinationDescription>,
    pub amazonopensearchservice_destination_description:
        Option<AmazonopensearchserviceDestinationDescription>,
    pub http_endpoint_destination_description: Option<HttpEndpointDestinationDescription>,
}

/// AWS's `Record`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Record {
    #[shape(length(0..=1024000))]
    pub data: Bytes,
}

/// AWS's `PutRecordBatchResponseEntry`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutRecordBatchResponseEntry {
    #[shape(length(1..=u64::MAX))]
    pub record_id: Option<String>,
    pub error_code: Option<String>,
    pub error_message: Option<String>,
}

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(0..=256))]
    pub value: Option<String>,
}
