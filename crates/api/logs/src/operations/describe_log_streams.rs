//! `DescribeLogStreams`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{LogStream, OrderBy, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeLogStreams;

impl Operation for DescribeLogStreams {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeLogStreams";
    type Input = DescribeLogStreamsInput;
    type Output = DescribeLogStreamsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        let (name, identifier) = (input.log_group_name.as_ref(), input.log_group_identifier.as_ref());
        crate::resource::arns_of_either(place, name, identifier, None)
    }
}

/// Input of `DescribeLogStreams`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DescribeLogStreamsInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    #[shape(length(1..=2048), pattern = r"[\w#+=/:,.@-]*")]
    pub log_group_identifier: Option<String>,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub log_stream_name_prefix: Option<String>,
    pub order_by: Option<OrderBy>,
    pub descending: Option<bool>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
    #[shape(range(1..=50))]
    pub limit: Option<i32>,
}

/// Output of `DescribeLogStreams`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DescribeLogStreamsOutput {
    pub log_streams: Option<Vec<LogStream>>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
}
