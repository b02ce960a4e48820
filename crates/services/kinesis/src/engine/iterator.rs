//! Shard iterators: where a reader stands, as an opaque text; and reading from there.
//!
//! The text is base64 of: version (u8), made (u64), shard (u32), next place (u64), hint (2 × u64), the
//! stream's id (36 bytes), CRC-32 of all before (u32); little-endian. It needs no state in the server.

use std::sync::PoisonError;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::{Buf, BufMut};
use kernel::Timestamp;
use storage::Position;

use super::{Engine, EngineError, Result, StoredRecord, Stream, Throughput, records};
use crate::limits;

const VERSION: u8 = 1;
const BYTES: usize = 1 + 8 + 4 + 8 + 16 + 36 + 4;

/// Where a reader stands in a shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Iterator {
    /// The stream's id.
    pub stream: String,
    /// The shard's number.
    pub shard: u32,
    /// The place of the next record to be read.
    pub next: u64,
    /// Where in the log to look first.
    pub hint: Option<Position>,
}

/// What one read answered.
pub struct Read {
    /// Records, in order.
    pub records: Vec<StoredRecord>,
    /// Where to go on.
    pub next: Iterator,
    /// How long ago the newest record that this reader has not read yet arrived; 0 if there is none.
    pub behind_ms: u64,
}

impl Iterator {
    /// As a text, made at `now`.
    pub fn encode(&self, now: Timestamp) -> String {
        let mut bytes = Vec::with_capacity(BYTES);
        let (segment, offset) = self.hint.map_or((u64::MAX, 0), Position::to_parts);
        bytes.put_u8(VERSION);
        bytes.put_u64_le(now.0);
        bytes.put_u32_le(self.shard);
        bytes.put_u64_le(self.next);
        bytes.put_u64_le(segment);
        bytes.put_u64_le(offset);
        bytes.put_slice(self.stream.as_bytes());
        bytes.put_u32_le(crc32fast::hash(&bytes));
        STANDARD.encode(&bytes)
    }

    /// The iterator in `text`, if it may still be used at `now`.
    pub fn decode(text: &str, now: Timestamp) -> Result<Self> {
        let bytes = STANDARD.decode(text).map_err(|_| EngineError::BadIterator)?;
        if bytes.len() != BYTES || bytes[0] != VERSION {
            return Err(EngineError::BadIterator);
        }
        let (body, mut check) = bytes.split_at(BYTES - 4);
        if crc32fast::hash(body) != check.get_u32_le() {
            return Err(EngineError::BadIterator);
        }
        let mut rest = &body[1..];
        let (made_ms, shard, next) = (rest.get_u64_le(), rest.get_u32_le(), rest.get_u64_le());
        let parts = (rest.get_u64_le(), rest.get_u64_le());
        let stream = std::str::from_utf8(rest).map_err(|_| EngineError::BadIterator)?.to_owned();
        if now.0.saturating_sub(made_ms) > limits::ITERATOR_MS_MAX {
            return Err(EngineError::ExpiredIterator { made_ms, now_ms: now.0 });
        }
        let hint = (parts.0 != u64::MAX).then(|| Position::from_parts(parts));
        Ok(Self { stream, shard, next, hint })
    }
}

impl Stream {
    /// An iterator at the first record of shard `number` that is kept.
    pub fn from_trim_horizon(&self, number: u32) -> Iterator {
        self.from_index(number, 0)
    }

    /// An iterator after the last record of shard `number` that is there.
    pub fn from_latest(&self, number: u32) -> Iterator {
        self.from_index(number, self.log.durable_next(number).max(1))
    }

    /// An iterator at place `next` of shard `number`.
    pub fn from_index(&self, number: u32, next: u64) -> Iterator {
        Iterator { stream: self.id.clone(), shard: number, next, hint: None }
    }

    /// An iterator at the first record of shard `number` that arrived at `time` or later.
    pub fn from_timestamp(&self, number: u32, time: Timestamp) -> Result<Iterator> {
        match self.log.seek_time(number, time.0)? {
            Some(next) => Ok(self.from_index(number, next)),
            None => Ok(self.from_latest(number)),
        }
    }
}

impl Engine {
    /// Reads up to `limit` records from where `iterator` stands. `exempt` readers do not count against
    /// the shard's throughput.
    pub fn read(&self, stream: &Stream, iterator: &Iterator, limit: usize, exempt: bool) -> Result<Read> {
        let shard = stream.shards.get(iterator.shard as usize).ok_or(EngineError::BadIterator)?;
        let now = self.clock.now();
        let counted = stream.throughput == Throughput::PerShard && !exempt;
        if counted {
            let mut reads = shard.reads.lock().unwrap_or_else(PoisonError::into_inner);
            if !reads.calls.has(1, now) || !reads.bytes.is_open(now) {
                return Err(stream.throttled(shard.number));
            }
            reads.calls.take(1);
        }
        let out = stream.log.read(shard.number, iterator.next, limits::GET_BYTES_MAX, iterator.hint)?;
        let horizon = stream.horizon(now);
        let mut taken = Vec::new();
        let (mut bytes, mut next, mut newest_unread) = (0, iterator.next, None);
        'frames: for frame in &out.frames {
            if frame.timestamp_ms < horizon.0 {
                next = next.max(frame.first + u64::from(frame.count));
                continue;
            }
            let decoded = records::decode(frame).ok_or_else(|| {
                EngineError::Corrupt(format!("record {} of `{}`", frame.first, stream.name))
            })?;
            for record in decoded.into_iter().filter(|record| record.index >= iterator.next) {
                let size = record.partition_key.len() + record.data.len();
                if taken.len() >= limit || (bytes + size > limits::GET_BYTES_MAX && !taken.is_empty()) {
                    newest_unread = Some(record.arrival_ms);
                    break 'frames;
                }
                bytes += size;
                next = record.index + 1;
                taken.push(record);
            }
        }
        if counted {
            shard.reads.lock().unwrap_or_else(PoisonError::into_inner).bytes.take(bytes as u64);
        }
        let caught_up = newest_unread.is_none() && next >= stream.log.durable_next(shard.number);
        let reached_ms = newest_unread.or(taken.last().map(|record: &StoredRecord| record.arrival_ms));
        let behind_ms = if caught_up { 0 } else { now.0.saturating_sub(reached_ms.unwrap_or(now.0)) };
        // The hint points at a frame boundary; in the middle of a frame the old one still leads there.
        let hint = if newest_unread.is_none() { Some(out.next) } else { iterator.hint };
        let next = Iterator { stream: stream.id.clone(), shard: shard.number, next, hint };
        Ok(Read { records: taken, next, behind_ms })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_back_until_it_expires() {
        let iterator = Iterator {
            stream: "0f0e0d0c-0b0a-4908-8706-050403020100".into(),
            shard: 2,
            next: 77,
            hint: Some(Position::from_parts((1, 2))),
        };
        let text = iterator.encode(Timestamp(1000));
        assert_eq!(Iterator::decode(&text, Timestamp(301_000)).unwrap(), iterator);
        let late = Iterator::decode(&text, Timestamp(301_001));
        assert!(matches!(late, Err(EngineError::ExpiredIterator { made_ms: 1000, now_ms: 301_001 })));
        let changed = text.replacen('A', "B", 1);
        for wrong in ["", "AAAA", "!", &changed] {
            assert!(
                matches!(Iterator::decode(wrong, Timestamp(0)), Err(EngineError::BadIterator)),
                "{wrong}"
            );
        }
    }
}
