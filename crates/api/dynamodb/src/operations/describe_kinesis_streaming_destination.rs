//! `DescribeKinesisStreamingDestination`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{KinesisDataStreamDestination, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeKinesisStreamingDestination;

impl Operation for DescribeKinesisStreamingDestination {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeKinesisStreamingDestination";
    type Input = DescribeKinesisStreamingDestinationInput;
    type Output = DescribeKinesisStreamingDestinationOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `DescribeKinesisStreamingDestination`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeKinesisStreamingDestinationInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
}

/// Output of `DescribeKinesisStreamingDestination`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeKinesisStreamingDestinationOutput {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub table_name: Option<String>,
    pub kinesis_data_stream_destinations: Option<Vec<KinesisDataStreamDestination>>,
}
