//! `UpdateKinesisStreamingDestination`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{DestinationStatus, SERVICE, UpdateKinesisStreamingConfiguration};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateKinesisStreamingDestination;

impl Operation for UpdateKinesisStreamingDestination {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateKinesisStreamingDestination";
    type Input = UpdateKinesisStreamingDestinationInput;
    type Output = UpdateKinesisStreamingDestinationOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `UpdateKinesisStreamingDestination`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateKinesisStreamingDestinationInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
    #[shape(length(37..=1024))]
    pub stream_arn: String,
    pub update_kinesis_streaming_configuration: Option<UpdateKinesisStreamingConfiguration>,
}

/// Output of `UpdateKinesisStreamingDestination`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateKinesisStreamingDestinationOutput {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub table_name: Option<String>,
    #[shape(length(37..=1024))]
    pub stream_arn: Option<String>,
    pub destination_status: Option<DestinationStatus>,
    pub update_kinesis_streaming_configuration: Option<UpdateKinesisStreamingConfiguration>,
}
