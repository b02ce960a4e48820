//! `ListShards`.

use kernel::{Place, Timestamp};
use wire::{Operation, Service, Shape};

use crate::resource::stream_arns;
use crate::{SERVICE, Shard, ShardFilter};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListShards;

impl Operation for ListShards {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListShards";
    type Input = ListShardsInput;
    type Output = ListShardsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, input.stream_name.as_ref(), input.stream_arn.as_ref())
    }
}

/// Input of `ListShards`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListShardsInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: Option<String>,
    #[shape(length(1..=1048576))]
    pub next_token: Option<String>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub exclusive_start_shard_id: Option<String>,
    #[shape(range(1..=10000))]
    pub max_results: Option<i32>,
    pub stream_creation_timestamp: Option<Timestamp>,
    pub shard_filter: Option<ShardFilter>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}

/// Output of `ListShards`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListShardsOutput {
    pub shards: Option<Vec<Shard>>,
    #[shape(length(1..=1048576))]
    pub next_token: Option<String>,
}
