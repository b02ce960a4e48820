//! Events: their place in a stream, and how they are stored.
//!
//! An event's value is the time it came (8 bytes, big-endian milliseconds), then its message in UTF-8.

use std::fmt;

use super::{EngineError, Result};
use crate::limits::EVENT_OVERHEAD_BYTES;

/// Where an event stands: by time, and among those of the same time in order of arrival. Unique in the
/// whole store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// When it happened, milliseconds since the epoch.
    pub timestamp_ms: u64,
    /// Its number.
    pub sequence: u64,
}

impl Position {
    /// Before all events of `timestamp_ms`: numbers begin at 1.
    pub fn at(timestamp_ms: u64) -> Self {
        Self { timestamp_ms, sequence: 0 }
    }

    /// The very next place.
    pub fn following(self) -> Self {
        match self.sequence.checked_add(1) {
            Some(sequence) => Self { sequence, ..self },
            None => Self::at(self.timestamp_ms.saturating_add(1)),
        }
    }

    /// From what [`fmt::Display`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 56 && text.bytes().all(|byte| byte.is_ascii_digit());
        let number: u128 = if digits { text.parse().ok()? } else { return None };
        Some(Self { timestamp_ms: (number >> 64) as u64, sequence: number as u64 })
    }
}

impl fmt::Display for Position {
    /// As 56 digits, which is what AWS's event ids have.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:056}", u128::from(self.timestamp_ms) << 64 | u128::from(self.sequence))
    }
}

/// An event that is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// When it happened, milliseconds since the epoch.
    pub timestamp_ms: u64,
    /// What it says.
    pub message: String,
}

impl NewEvent {
    /// What it counts.
    pub fn bytes(&self) -> usize {
        self.message.len() + EVENT_OVERHEAD_BYTES
    }

    /// The stored bytes, of an event that came at `ingested_ms`.
    pub fn encode(&self, ingested_ms: u64) -> Vec<u8> {
        [&ingested_ms.to_be_bytes(), self.message.as_bytes()].concat()
    }
}

/// An event that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Where it stands.
    pub at: Position,
    /// When it came, milliseconds since the epoch.
    pub ingested_ms: u64,
    /// What it says.
    pub message: String,
}

impl Event {
    /// What it counts.
    pub fn bytes(&self) -> usize {
        self.message.len() + EVENT_OVERHEAD_BYTES
    }

    /// The event at `at` in stored bytes.
    pub fn decode(at: Position, bytes: &[u8]) -> Result<Self> {
        let corrupt = || EngineError::Corrupt(format!("the event at {at}"));
        let (ingested, message) = bytes.split_first_chunk().ok_or_else(corrupt)?;
        let message = std::str::from_utf8(message).map_err(|_| corrupt())?.to_owned();
        Ok(Self { at, ingested_ms: u64::from_be_bytes(*ingested), message })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned_and_positions_are_read_back() {
        let new = NewEvent { timestamp_ms: 5, message: "é".into() };
        let bytes = new.encode(258);
        assert_eq!(bytes, b"\0\0\0\0\0\0\x01\x02\xc3\xa9");
        let at = Position { timestamp_ms: 5, sequence: 9 };
        assert_eq!(Event::decode(at, &bytes).unwrap(), Event { at, ingested_ms: 258, message: "é".into() });
        assert!(Event::decode(at, &bytes[1..]).is_err());
        arbtest::arbtest(|random| {
            let at = Position { timestamp_ms: random.arbitrary()?, sequence: random.arbitrary()? };
            assert_eq!(Position::parse(&at.to_string()), Some(at));
            assert!(at.following() > at || at == Position { timestamp_ms: u64::MAX, sequence: u64::MAX });
            Ok(())
        });
        for wrong in ["", "1", &"x".repeat(56), &"9".repeat(56)] {
            assert_eq!(Position::parse(wrong), None, "{wrong}");
        }
    }
}
