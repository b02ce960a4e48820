//! `UpdateDestination`.

use kernel::Place;
use wire::{Document, Operation, Service, Shape};

use crate::resource::delivery_stream_arns;
use crate::{
    AmazonopensearchserviceDestinationUpdate, ElasticsearchDestinationUpdate, ExtendedS3DestinationUpdate,
    HttpEndpointDestinationUpdate, S3DestinationUpdate, SERVICE,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateDestination;

impl Operation for UpdateDestination {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateDestination";
    type Input = UpdateDestinationInput;
    type Output = UpdateDestinationOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }
}

/// Input of `UpdateDestination`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateDestinationInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    #[shape(length(1..=50), pattern = "[0-9]+")]
    pub current_delivery_stream_version_id: String,
    #[shape(length(1..=100), pattern = "[a-zA-Z0-9-]+")]
    pub destination_id: String,
    pub s3_destination_update: Option<S3DestinationUpdate>,
    pub extended_s3_destination_update: Option<ExtendedS3DestinationUpdate>,
    pub redshift_destination_update: Option<Document>,
    pub elasticsearch_destination_update: Option<ElasticsearchDestinationUpdate>,
    pub amazonopensearchservice_destination_update: Option<AmazonopensearchserviceDestinationUpdate>,
    pub splunk_destination_update: Option<Document>,
    pub http_endpoint_destination_update: Option<HttpEndpointDestinationUpdate>,
    pub amazon_open_search_serverless_destination_update: Option<Document>,
    pub snowflake_destination_update: Option<Document>,
    pub iceberg_destination_update: Option<Document>,
}

/// Output of `UpdateDestination`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateDestinationOutput {}
