//! Reads what comes on a stream from a certain time on, over all its shards.

use std::time::{Duration, Instant};

use kernel::Timestamp;
use kinesis_api::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    Record, ShardIteratorType,
};

use crate::client::Client;

/// How often a shard is asked: it gives five reads a second, and the pipeline's own readers need theirs.
const ASK_EVERY: Duration = Duration::from_millis(400);

/// Reads one stream.
pub struct Follower<'c> {
    client: &'c Client,
    iterators: Vec<String>,
    asked: Option<Instant>,
}

impl<'c> Follower<'c> {
    /// A reader of what came to `stream` at `start` or later.
    pub async fn new(client: &'c Client, stream: &str, start: Timestamp) -> anyhow::Result<Self> {
        let input = ListShardsInput { stream_name: Some(stream.to_owned()), ..ListShardsInput::default() };
        let shards = client.call::<ListShards>(input).await?.shards.unwrap_or_default();
        let mut iterators = Vec::with_capacity(shards.len());
        for shard in shards {
            let input = GetShardIteratorInput {
                stream_name: Some(stream.to_owned()),
                shard_id: shard.shard_id,
                shard_iterator_type: ShardIteratorType::AtTimestamp,
                starting_sequence_number: None,
                timestamp: Some(start),
                stream_arn: None,
                stream_id: None,
            };
            iterators.extend(client.call::<GetShardIterator>(input).await?.shard_iterator);
        }
        Ok(Self { client, iterators, asked: None })
    }

    /// What has come since the last call.
    pub async fn read(&mut self) -> anyhow::Result<Vec<Record>> {
        if let Some(asked) = self.asked {
            tokio::time::sleep(ASK_EVERY.saturating_sub(asked.elapsed())).await;
        }
        self.asked = Some(Instant::now());
        let mut records = Vec::new();
        let mut next = Vec::with_capacity(self.iterators.len());
        for iterator in self.iterators.drain(..) {
            let input = GetRecordsInput {
                shard_iterator: iterator.clone(),
                limit: None,
                stream_arn: None,
                stream_id: None,
            };
            match self.client.try_call::<GetRecords>(input).await {
                Ok(output) => {
                    next.extend(output.next_shard_iterator);
                    records.extend(output.records);
                }
                Err(fault) if fault.code == "ProvisionedThroughputExceededException" => next.push(iterator),
                Err(fault) => return Err(self.client.refused::<GetRecords>(&fault)),
            }
        }
        self.iterators = next;
        Ok(records)
    }
}
