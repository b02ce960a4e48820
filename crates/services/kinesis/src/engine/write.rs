//! Putting records: shard by hash key, place by order of arrival, one sync for all.

use bytes::Bytes;
use kernel::Timestamp;

use super::partition::hash_key;
use super::{Batch, Engine, EngineError, HashKey, Result, SequenceNumber, Stream, Throughput};

/// A record to be put.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// Decides the shard, unless `hash_key` does.
    pub partition_key: String,
    /// Decides the shard, if given.
    pub hash_key: Option<HashKey>,
    /// The data.
    pub data: Bytes,
}

/// Where a record went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The shard's number.
    pub shard: u32,
    /// The record's number.
    pub sequence_number: SequenceNumber,
}

/// What became of one record of a call.
pub type Put = Result<Written>;

/// Records of one call that go to one shard.
#[derive(Default)]
struct Share {
    batch: Batch,
    bytes: u64,
    /// Where in the call each came from.
    origins: Vec<usize>,
}

impl Engine {
    /// Puts `records`, each to its shard, in order. Records that their shard may not take this second are
    /// answered as throttled; the others are durable when this returns. An error means that none is kept.
    pub async fn put(&self, stream: &Stream, records: Vec<NewRecord>) -> Result<Vec<Put>> {
        let mut shares: Vec<Share> = Vec::new();
        shares.resize_with(stream.shards.len(), Share::default);
        let count = records.len();
        for (origin, record) in records.into_iter().enumerate() {
            let key = record.hash_key.unwrap_or_else(|| hash_key(&record.partition_key));
            let number = stream.shards.partition_point(|shard| shard.partition.last < key);
            let share = &mut shares[number];
            share.batch.push(&record.partition_key, &record.data);
            share.bytes += (record.partition_key.len() + record.data.len()) as u64;
            share.origins.push(origin);
        }
        let mut puts: Vec<Option<Put>> = (0..count).map(|_| None).collect();
        let ticket = self.queue(stream, shares, &mut puts)?;
        if let Some(ticket) = ticket {
            ticket.await?;
            self.notices.post(stream.arn.as_str());
        }
        Ok(puts.into_iter().map(|put| put.expect("invariant: every record went to a shard")).collect())
    }

    /// Gives out places and queues the frames, in one step.
    fn queue(
        &self,
        stream: &Stream,
        shares: Vec<Share>,
        puts: &mut [Option<Put>],
    ) -> Result<Option<storage::Ticket>> {
        let mut tail = stream.tail();
        let arrival = self.clock.now().max(tail.last_arrival);
        let mut frames = Vec::with_capacity(shares.len());
        let mut taken = Vec::with_capacity(shares.len());
        for (number, share) in shares.into_iter().enumerate() {
            if share.origins.is_empty() {
                continue;
            }
            let records = share.origins.len() as u64;
            let lane = number as u32;
            if stream.throughput == Throughput::PerShard {
                let writes = &mut tail.writes[number];
                let room = writes.records.has(records, arrival) && writes.bytes.has(share.bytes, arrival);
                // A call larger than a second's worth passes when the shard is idle, as it must some day.
                let whole = writes.records.has(crate::limits::WRITE_RECORDS_PER_SECOND, arrival)
                    && writes.bytes.has(crate::limits::WRITE_BYTES_PER_SECOND, arrival);
                if !room && !whole {
                    for origin in share.origins {
                        puts[origin] = Some(Err(stream.throttled(lane)));
                    }
                    continue;
                }
                writes.records.take(records);
                writes.bytes.take(share.bytes);
            }
            let first = tail.next[number];
            for (offset, origin) in share.origins.into_iter().enumerate() {
                let sequence_number = stream.sequence_number(lane, first + offset as u64, arrival);
                puts[origin] = Some(Ok(Written { shard: lane, sequence_number }));
            }
            frames.push(share.batch.into_frame(lane, first, arrival.0));
            taken.push((number, records));
        }
        if frames.is_empty() {
            return Ok(None);
        }
        let ticket = stream.log.append(frames)?;
        for (number, records) in taken {
            tail.next[number] += records;
        }
        tail.last_arrival = Timestamp(arrival.0);
        Ok(Some(ticket))
    }
}

/// The hash key in decimal digits, as ExplicitHashKey gives it.
pub fn parse_hash_key(text: &str) -> Result<HashKey> {
    text.parse().map_err(|_| {
        EngineError::Invalid(format!(
            "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was {text}"
        ))
    })
}
