//! `GetShardIterator`.

use dispatch::{Call, Handle};
use kinesis_api::{GetShardIterator, GetShardIteratorInput, GetShardIteratorOutput, ShardIteratorType};
use wire::Fault;

use crate::Kinesis;
use crate::engine::{SequenceNumber, Shard, Stream};
use crate::errors::invalid;

impl Handle<GetShardIterator> for Kinesis {
    async fn handle(&self, call: &Call, input: GetShardIteratorInput) -> Result<GetShardIteratorOutput, Fault> {
        let stream = self.find_active(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        let shard = stream.shard(&input.shard_id)?;
        let number = || starting_number(&stream, shard, input.starting_sequence_number.as_deref());
        let iterator = match input.shard_iterator_type {
            ShardIteratorType::AtSequenceNumber => stream.from_index(shard.number, number()?.index),
            ShardIteratorType::AfterSequenceNumber => stream.from_index(shard.number, number()?.index + 1),
            ShardIteratorType::TrimHorizon => stream.from_trim_horizon(shard.number),
            ShardIteratorType::Latest => stream.from_latest(shard.number),
            ShardIteratorType::AtTimestamp => {
                let missing = || invalid("Must specify timestampInMillis parameter for iterator type AT_TIMESTAMP.");
                stream.from_timestamp(shard.number, input.timestamp.ok_or_else(missing)?)?
            }
        };
        Ok(GetShardIteratorOutput { shard_iterator: Some(iterator.encode(self.engine.now())) })
    }
}

fn starting_number(stream: &Stream, shard: &Shard, text: Option<&str>) -> Result<SequenceNumber, Fault> {
    let text = text.ok_or_else(|| {
        invalid("Must either specify startingSequenceNumber or timestamp parameter for this iterator type.")
    })?;
    let wrong = |reason: &str| {
        invalid(format!(
            "StartingSequenceNumber {text} used in GetShardIterator on shard {} in stream {} under account {} is \
             invalid{reason}.",
            shard.id(),
            stream.name,
            stream.place.account,
        ))
    };
    let number = SequenceNumber::parse(text).ok_or_else(|| wrong(""))?;
    if number.shard_created_seconds != stream.description().created.seconds() || number.shard != shard.number {
        return Err(wrong(" because it did not come from this stream"));
    }
    Ok(number)
}
