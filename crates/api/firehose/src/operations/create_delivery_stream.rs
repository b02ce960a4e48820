//! `CreateDeliveryStream`.

use kernel::Place;
use wire::{Document, Operation, Service, Shape};

use crate::resource::delivery_stream_arns;
use crate::{
    AmazonopensearchserviceDestinationConfiguration, DeliveryStreamEncryptionConfigurationInput,
    DeliveryStreamType, DirectPutSourceConfiguration, ElasticsearchDestinationConfiguration,
    ExtendedS3DestinationConfiguration, HttpEndpointDestinationConfiguration,
    KinesisStreamSourceConfiguration, S3DestinationConfiguration, SERVICE, Tag,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateDeliveryStream;

impl Operation for CreateDeliveryStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateDeliveryStream";
    type Input = CreateDeliveryStreamInput;
    type Output = CreateDeliveryStreamOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }
}

/// Input of `CreateDeliveryStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateDeliveryStreamInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    pub delivery_stream_type: Option<DeliveryStreamType>,
    pub direct_put_source_configuration: Option<DirectPutSourceConfiguration>,
    pub kinesis_stream_source_configuration: Option<KinesisStreamSourceConfiguration>,
    pub delivery_stream_encryption_configuration_input: Option<DeliveryStreamEncryptionConfigurationInput>,
    pub s3_destination_configuration: Option<S3DestinationConfiguration>,
    pub extended_s3_destination_configuration: Option<ExtendedS3DestinationConfiguration>,
    pub redshift_destination_configuration: Option<Document>,
    pub elasticsearch_destination_configuration: Option<ElasticsearchDestinationConfiguration>,
    pub amazonopensearchservice_destination_configuration:
        Option<AmazonopensearchserviceDestinationConfiguration>,
    pub splunk_destination_configuration: Option<Document>,
    pub http_endpoint_destination_configuration: Option<HttpEndpointDestinationConfiguration>,
    #[shape(length(1..=50))]
    pub tags: Option<Vec<Tag>>,
    pub amazon_open_search_serverless_destination_configuration: Option<Document>,
    #[shape(name = "MSKSourceConfiguration")]
    pub msk_source_configuration: Option<Document>,
    pub snowflake_destination_configuration: Option<Document>,
    pub iceberg_destination_configuration: Option<Document>,
    pub database_source_configuration: Option<Document>,
}

/// Output of `CreateDeliveryStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateDeliveryStreamOutput {
    #[shape(name = "DeliveryStreamARN", length(1..=512), pattern = r"arn:.*:firehose:[a-zA-Z0-9\-]+:\d{12}:deliverystream/[a-zA-Z0-9._-]+")]
    pub delivery_stream_arn: Option<String>,
}
