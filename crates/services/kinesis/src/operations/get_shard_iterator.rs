//! `GetShardIterator`.

use dispatch::{Call, Handle};
use kinesis_api::{GetShardIterator, GetShardIteratorInput, GetShardIteratorOutput, ShardIteratorType};
use wire::Fault;

use crate::Kinesis;
use crate::engine::{SequenceNumber, Shard, Stream};
use crate::errors::invalid;

impl Handle<GetShardIterator> for Kinesis {
    async fn handle(
        &self,
        call: &Call,
        input: GetShardIteratorInput,
    ) -> Result<GetShardIteratorOutput, Fault> {
        let stream = self.find_active(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        let shard = stream.shard(&input.shard_id)?;
        let (kind, given) = (input.shard_iterator_type, input.starting_sequence_number.as_deref());
        let wants_number =
            matches!(kind, ShardIteratorType::AtSequenceNumber | ShardIteratorType::AfterSequenceNumber);
        if wants_number != given.is_some() && kind != ShardIteratorType::AtTimestamp {
            return Err(number_and_kind(kind, given.is_some()));
        }
        let number = || starting_number(&stream, shard, given.unwrap_or_default());
        let iterator = match kind {
            ShardIteratorType::AtSequenceNumber => stream.from_index(shard.number, number()?.index),
            ShardIteratorType::AfterSequenceNumber => stream.from_index(shard.number, number()?.index + 1),
            ShardIteratorType::TrimHorizon => stream.from_trim_horizon(shard.number),
            ShardIteratorType::Latest => stream.from_latest(shard.number),
            ShardIteratorType::AtTimestamp => {
                let missing = || {
                    invalid(
                        "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request \
                         has no timestamp parameter.",
                    )
                };
                stream.from_timestamp(shard.number, input.timestamp.ok_or_else(missing)?)?
            }
        };
        Ok(GetShardIteratorOutput { shard_iterator: Some(iterator.encode(self.engine.now())) })
    }
}

/// That a number is given where the kind of iterator takes none, or the reverse.
fn number_and_kind(kind: ShardIteratorType, is_given: bool) -> Fault {
    let given = if is_given { "also a" } else { "no" };
    invalid(format!(
        "Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) \
         TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified {} and {given} StartingSequenceNumber.",
        kind.as_str()
    ))
}

fn starting_number(stream: &Stream, shard: &Shard, text: &str) -> Result<SequenceNumber, Fault> {
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
    if number.shard_created_seconds != stream.description().created.seconds() || number.shard != shard.number
    {
        return Err(wrong(" because it did not come from this stream"));
    }
    Ok(number)
}
