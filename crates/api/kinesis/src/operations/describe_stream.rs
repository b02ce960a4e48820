//! `DescribeStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stream_arns;
use crate::{SERVICE, StreamDescription};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeStream;

impl Operation for DescribeStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeStream";
    type Input = DescribeStreamInput;
    type Output = DescribeStreamOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, input.stream_name.as_ref(), input.stream_arn.as_ref())
    }
}

/// Input of `DescribeStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStreamInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: Option<String>,
    #[shape(range(1..=10000))]
    pub limit: Option<i32>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub exclusive_start_shard_id: Option<String>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}

/// Output of `DescribeStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeStreamOutput {
    pub stream_description: StreamDescription,
}
