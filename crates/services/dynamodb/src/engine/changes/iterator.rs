//! Sequence numbers, and shard iterators: where a reader stands, as texts that need no state in the server.
//!
//! A sequence number is the time of the stream's making, milliseconds in 13 digits, and the position in 18: so it
//! grows within a stream and from one stream of a table to the next. An iterator is, as on AWS, the stream's ARN, `|1|`
//! and what is ours: here version (u8), time of making (u64) and position (u64), little-endian, as hex.

use kernel::{Timestamp, from_hex, to_hex};

use super::StoredStream;
use crate::engine::EngineError;
use crate::limits::ITERATOR_MS_MAX;

const VERSION: u8 = 1;
const BYTES: usize = 1 + 8 + 8;
/// Digits of the time in a sequence number.
const TIME_DIGITS: usize = 13;
/// Digits of the position in a sequence number.
const POSITION_DIGITS: usize = 18;

/// Where a reader of a stream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before whatever is kept.
    TrimHorizon,
    /// Before the record at this position, which is not 0.
    Position(u64),
}

impl StoredStream {
    /// The sequence number of the record at `position`.
    pub fn sequence_number(&self, position: u64) -> String {
        format!("{:0TIME_DIGITS$}{position:0POSITION_DIGITS$}", self.created.0)
    }

    /// The position in a sequence number of this stream.
    pub fn position(&self, number: &str) -> Option<u64> {
        let position = number.strip_prefix(&format!("{:0TIME_DIGITS$}", self.created.0))?;
        let digits = position.len() == POSITION_DIGITS && position.bytes().all(|byte| byte.is_ascii_digit());
        if digits { position.parse().ok() } else { None }
    }
}

/// The text of an iterator of the stream with this ARN, made at `now`.
pub fn encode(stream_arn: &str, place: Place, now: Timestamp) -> String {
    let position = match place {
        Place::TrimHorizon => 0,
        Place::Position(position) => position,
    };
    let bytes = [&[VERSION][..], &now.0.to_le_bytes(), &position.to_le_bytes()].concat();
    format!("{stream_arn}|1|{}", to_hex(&bytes))
}

/// The stream's ARN and the place in an iterator, if it may still be used at `now`.
///
/// # Errors
/// When it is none, or is too old.
pub fn decode(text: &str, now: Timestamp) -> Result<(&str, Place), EngineError> {
    let mut parts = text.splitn(3, '|');
    let (Some(arn), Some("1"), Some(own)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(EngineError::BadIterator);
    };
    let bytes = from_hex(own).filter(|bytes| bytes.len() == BYTES && bytes[0] == VERSION);
    let bytes = bytes.ok_or(EngineError::BadIterator)?;
    let number = |at: usize| {
        let eight = bytes[at..at + 8].try_into();
        u64::from_le_bytes(eight.expect("invariant: the length was checked"))
    };
    if now.0.saturating_sub(number(1)) > ITERATOR_MS_MAX {
        return Err(EngineError::ExpiredIterator);
    }
    Ok((
        arn,
        match number(9) {
            0 => Place::TrimHorizon,
            position => Place::Position(position),
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_back_until_it_expires() {
        for place in [Place::TrimHorizon, Place::Position(77)] {
            let text = encode("arn:x", place, Timestamp(1000));
            assert!(text.starts_with("arn:x|1|01e803"), "{text}");
            assert_eq!(decode(&text, Timestamp(901_000)).unwrap(), ("arn:x", place));
            assert!(matches!(decode(&text, Timestamp(901_001)), Err(EngineError::ExpiredIterator)));
        }
        for wrong in
            ["", "arn", "arn|1|", "arn|2|01", "arn|1|zz", "arn|1|02e80300000000000000000000000000000000"]
        {
            assert!(matches!(decode(wrong, Timestamp(0)), Err(EngineError::BadIterator)), "{wrong}");
        }
    }
}
