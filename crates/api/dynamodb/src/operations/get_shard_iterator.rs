//! `GetShardIterator`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::streams::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetShardIterator;

impl Operation for GetShardIterator {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetShardIterator";
    type Input = GetShardIteratorInput;
    type Output = GetShardIteratorOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.stream_arn.clone()]
    }
}

/// Input of `GetShardIterator`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetShardIteratorInput {
    #[shape(length(37..=1024))]
    pub stream_arn: String,
    #[shape(length(28..=65))]
    pub shard_id: String,
    pub shard_iterator_type: ShardIteratorType,
    #[shape(length(21..=40))]
    pub sequence_number: Option<String>,
}

/// AWS's `ShardIteratorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ShardIteratorType {
    TrimHorizon,
    Latest,
    AtSequenceNumber,
    AfterSequenceNumber,
}

/// Output of `GetShardIterator`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetShardIteratorOutput {
    #[shape(length(1..=2048))]
    pub shard_iterator: Option<String>,
}
