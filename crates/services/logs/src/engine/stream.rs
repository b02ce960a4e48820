//! A stream's description as it is stored: 49 bytes. `docs/formats/logs.md` states them.
//!
//! It is written anew with every batch of events, so it is no JSON.

use super::{EngineError, Result, StreamId};

const VERSION: u8 = 1;
/// A version and six numbers.
const BYTES: usize = 1 + 6 * 8;

/// What is stored of a stream. Times are milliseconds since the epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredStream {
    /// The stream's own number.
    pub id: StreamId,
    /// When it was made.
    pub created_ms: u64,
    /// Bytes of its events, overhead included.
    pub bytes: u64,
    /// No event is before this; after `last_ms` if there is none at all.
    pub first_ms: u64,
    /// No event is after this.
    pub last_ms: u64,
    /// When the last event came.
    pub ingested_ms: u64,
}

impl StoredStream {
    /// A stream without events.
    pub fn new(id: StreamId, created_ms: u64) -> Self {
        Self { id, created_ms, bytes: 0, first_ms: u64::MAX, last_ms: 0, ingested_ms: 0 }
    }

    /// The times of its first and last event.
    pub fn span_ms(&self) -> Option<(u64, u64)> {
        (self.first_ms <= self.last_ms).then_some((self.first_ms, self.last_ms))
    }

    /// That it has no events any more.
    pub fn empty(&mut self) {
        *self = Self::new(self.id, self.created_ms);
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        let numbers = [self.id.0, self.created_ms, self.bytes, self.first_ms, self.last_ms, self.ingested_ms];
        std::iter::once(VERSION).chain(numbers.into_iter().flat_map(u64::to_be_bytes)).collect()
    }

    /// The description in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        if bytes.len() != BYTES || bytes[0] != VERSION {
            let text = format!("a stream of {} bytes, where version {VERSION} has {BYTES}", bytes.len());
            return Err(EngineError::Corrupt(text));
        }
        let number = |index: usize| {
            let at = 1 + index * 8;
            u64::from_be_bytes(bytes[at..at + 8].try_into().expect("invariant: the length was checked"))
        };
        Ok(Self {
            id: StreamId(number(0)),
            created_ms: number(1),
            bytes: number(2),
            first_ms: number(3),
            last_ms: number(4),
            ingested_ms: number(5),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let mut stored = StoredStream::new(StreamId(1), 2);
        assert_eq!(stored.span_ms(), None);
        (stored.bytes, stored.first_ms, stored.last_ms, stored.ingested_ms) = (3, 4, 5, 6);
        let bytes = stored.encode();
        let pinned: Vec<u8> =
            (0..=6).flat_map(|n| if n == 0 { vec![1] } else { vec![0, 0, 0, 0, 0, 0, 0, n] }).collect();
        assert_eq!(bytes, pinned);
        assert_eq!(StoredStream::decode(&bytes).unwrap(), stored);
        assert_eq!(stored.span_ms(), Some((4, 5)));
        assert!(StoredStream::decode(&bytes[1..]).is_err() && StoredStream::decode(&[]).is_err());
    }
}
