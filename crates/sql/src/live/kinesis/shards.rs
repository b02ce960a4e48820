//! A stream's shards, and places in them.

use kernel::Timestamp;
use kinesis_api::{
    GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput, Shard, ShardIteratorType,
};

use super::what;
use crate::error::Error;
use crate::limits::LIVE_SHARDS_MAX;
use crate::live::source::{Source, fact};

/// All shards that hold records, closed ones too, in order.
pub async fn list(source: &Source, stream: &str) -> Result<Vec<Shard>, Error> {
    let (mut shards, mut next_token) = (Vec::new(), None);
    loop {
        let stream_name = next_token.is_none().then(|| stream.to_owned());
        let input = ListShardsInput { stream_name, next_token, ..ListShardsInput::default() };
        let page = source.ask::<ListShards>(input).await.map_err(|fault| fact(&what(stream), &fault))?;
        shards.extend(page.shards.unwrap_or_default());
        next_token = page.next_token;
        if next_token.is_none() || shards.len() >= LIVE_SHARDS_MAX {
            return Ok(shards);
        }
    }
}

/// A place in a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// The first record that is kept.
    First,
    /// The first record that arrived at that time or later, in milliseconds since 1970.
    At(i64),
    /// After the record of that number.
    After(String),
}

impl Start {
    /// The first record that arrived then or later, where that is no time before all others.
    pub fn at(time_ms: i64) -> Self {
        if time_ms > 0 { Self::At(time_ms) } else { Self::First }
    }
}

/// What reads from a place on; `None` at the end of a closed shard.
pub async fn iterator(
    source: &Source,
    stream: &str,
    shard: &str,
    start: &Start,
) -> Result<Option<String>, Error> {
    let (kind, number, time) = match start {
        Start::First => (ShardIteratorType::TrimHorizon, None, None),
        Start::At(time) => {
            (ShardIteratorType::AtTimestamp, None, Some(Timestamp(u64::try_from(*time).unwrap_or_default())))
        }
        Start::After(number) => (ShardIteratorType::AfterSequenceNumber, Some(number.clone()), None),
    };
    let input = GetShardIteratorInput {
        stream_name: Some(stream.to_owned()),
        shard_id: shard.to_owned(),
        shard_iterator_type: kind,
        starting_sequence_number: number,
        timestamp: time,
        stream_arn: None,
        stream_id: None,
    };
    let answer = source.ask::<GetShardIterator>(input).await;
    Ok(answer.map_err(|fault| fact(&format!("{shard} of {}", what(stream)), &fault))?.shard_iterator)
}
