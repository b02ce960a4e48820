//! `GetShardIterator`.

use kernel::{Place, Timestamp};
use wire::{Operation, Service, Shape};

use crate::resource::stream_arns;
use crate::{SERVICE, ShardIteratorType};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetShardIterator;

impl Operation for GetShardIterator {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetShardIterator";
    type Input = GetShardIteratorInput;
    type Output = GetShardIteratorOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, input.stream_name.as_ref(), input.stream_arn.as_ref())
    }
}

/// Input of `GetShardIterator`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetShardIteratorInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: Option<String>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub shard_id: String,
    pub shard_iterator_type: ShardIteratorType,
    #[shape(pattern = r"0|([1-9]\d{0,128})")]
    pub starting_sequence_number: Option<String>,
    pub timestamp: Option<Timestamp>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}

/// Output of `GetShardIterator`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetShardIteratorOutput {
    #[shape(length(1..=512))]
    pub shard_iterator: Option<String>,
}
