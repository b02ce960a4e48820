//! `DescribeStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::streams::{SERVICE, ShardFilter, StreamDescription};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeStream;

impl Operation for DescribeStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeStream";
    type Input = DescribeStreamInput;
    type Output = DescribeStreamOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.stream_arn.clone()]
    }
}

/// Input of `DescribeStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStreamInput {
    #[shape(length(37..=1024))]
    pub stream_arn: String,
    #[shape(range(1..=i64::MAX))]
    pub limit: Option<i32>,
    #[shape(length(28..=65))]
    pub exclusive_start_shard_id: Option<String>,
    pub shard_filter: Option<ShardFilter>,
}

/// Output of `DescribeStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeStreamOutput {
    pub stream_description: Option<StreamDescription>,
}
