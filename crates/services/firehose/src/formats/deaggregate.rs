//! One record taken apart into those that a producer put into it: the Kinesis Producer Library's aggregates, JSON
//! objects one after the other, texts between delimiters.
//!
//! The KPL's format (its `aggregation-format.md`): the magic bytes `F3 89 9A C2`, a protobuf message, the MD5 of that
//! message. What lacks any of these is no aggregate and passes as itself: user data may begin with any bytes.

use bytes::Bytes;
use md5::{Digest, Md5};

mod protobuf;

/// The most that JSON and delimited de-aggregation take apart of one record, as Firehose states it.
pub const PARTS_MAX: usize = 500;
const MAGIC: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];
const DIGEST_LENGTH: usize = 16;

/// A record as its producer's user gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRecord {
    /// Its partition key; none for a record that is no aggregate, whose key is the outer one.
    pub partition_key: Option<String>,
    /// The hash key that overrules it, in decimals.
    pub explicit_hash_key: Option<String>,
    /// Its data; shares the aggregate's memory.
    pub data: Bytes,
}

/// The records within an aggregate, or the record itself if it is none.
pub fn deaggregate(record: Bytes) -> Vec<UserRecord> {
    aggregated(&record)
        .unwrap_or_else(|| vec![UserRecord { partition_key: None, explicit_hash_key: None, data: record }])
}

fn aggregated(record: &Bytes) -> Option<Vec<UserRecord>> {
    let body = record.len().checked_sub(DIGEST_LENGTH).filter(|end| *end >= MAGIC.len())?;
    if !record.starts_with(&MAGIC) || Md5::digest(&record[MAGIC.len()..body])[..] != record[body..] {
        return None;
    }
    protobuf::records(&record.slice(MAGIC.len()..body))
}

/// Why a record was not taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SplitError {
    /// It is not JSON objects one after the other.
    #[error("the record is no sequence of JSON objects: at byte {0} begins none")]
    NotObjects(usize),
    /// There are more than [`PARTS_MAX`] in it.
    #[error("the record holds more than {PARTS_MAX} records")]
    TooMany,
}

/// Objects one after the other, `{"a":1}{"a":2}` or with line breaks between; an array of objects is none.
pub fn objects(record: &Bytes) -> Result<Vec<Bytes>, SplitError> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        at += record[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if at == record.len() {
            return Ok(parts);
        }
        if record[at] != b'{' {
            return Err(SplitError::NotObjects(at));
        }
        if parts.len() == PARTS_MAX {
            return Err(SplitError::TooMany);
        }
        let mut values = serde_json::Deserializer::from_slice(&record[at..]).into_iter::<serde_json::Value>();
        if !matches!(values.next(), Some(Ok(_))) {
            return Err(SplitError::NotObjects(at));
        }
        let end = at + values.byte_offset();
        parts.push(record.slice(at..end));
        at = end;
    }
}

/// What stands between delimiters, without them; what follows the last one counts if there is any.
///
/// `delimiter` is not empty: Firehose takes 1 to 1024 characters, in base64.
pub fn delimited(record: &Bytes, delimiter: &[u8]) -> Result<Vec<Bytes>, SplitError> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < record.len() {
        let found = !delimiter.is_empty() && record[at..].starts_with(delimiter);
        if found && at > start {
            parts.push(record.slice(start..at));
        }
        at += if found { delimiter.len() } else { 1 };
        if found {
            start = at;
        }
        if parts.len() > PARTS_MAX {
            return Err(SplitError::TooMany);
        }
    }
    if start < record.len() {
        parts.push(record.slice(start..));
    }
    if parts.len() > PARTS_MAX { Err(SplitError::TooMany) } else { Ok(parts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two records under one key, the second with a hash key; made by hand from the format's page.
    const MESSAGE: &[u8] =
        b"\x0a\x01k\x12\x0242\x1a\x07\x08\x00\x1a\x03one\x1a\x09\x08\x00\x10\x00\x1a\x03two";

    fn sealed(message: &[u8]) -> Bytes {
        [&MAGIC[..], message, &Md5::digest(message)].concat().into()
    }

    fn plain(record: &Bytes) -> bool {
        deaggregate(record.clone())
            == [UserRecord { partition_key: None, explicit_hash_key: None, data: record.clone() }]
    }

    #[test]
    fn an_aggregate_is_taken_apart() {
        let records = deaggregate(sealed(MESSAGE));
        assert_eq!(records.len(), 2);
        assert_eq!((records[0].partition_key.as_deref(), &records[0].data[..]), (Some("k"), &b"one"[..]));
        assert_eq!(records[0].explicit_hash_key, None);
        assert_eq!(
            (records[1].explicit_hash_key.as_deref(), &records[1].data[..]),
            (Some("42"), &b"two"[..])
        );
        assert!(deaggregate(sealed(b"")).is_empty(), "an empty aggregate holds nothing");
    }

    #[test]
    fn what_is_none_passes_as_itself() {
        let sound = sealed(MESSAGE);
        for end in 0..sound.len() {
            assert!(plain(&sound.slice(..end)), "{end}");
        }
        assert!(plain(&Bytes::from_static(b"{\"a\":1}")));
        assert!(plain(&sealed(b"\x1a\x03\x08\x07\x1a")), "an index without a key, cut short");
        assert!(plain(&sealed(b"\x1a\x05\x08\x07\x1a\x01x")), "no such key");
    }

    #[test]
    fn rubbish_under_a_sound_seal_never_panics() {
        arbtest::arbtest(|bytes| {
            let mut message = MESSAGE.to_vec();
            for _ in 0..bytes.int_in_range(0..=4)? {
                let at = bytes.choose_index(message.len())?;
                message[at] = bytes.arbitrary()?;
            }
            message.truncate(bytes.int_in_range(0..=message.len())?);
            let _ = deaggregate(sealed(&message));
            Ok(())
        });
    }

    #[test]
    fn objects_stand_one_after_the_other() {
        let parts = |text: &'static str| objects(&Bytes::from_static(text.as_bytes()));
        assert_eq!(parts("{\"a\":1}{\"a\":\"}{\"}\n {}\n").unwrap(), ["{\"a\":1}", "{\"a\":\"}{\"}", "{}"]);
        assert_eq!(parts("").unwrap(), Vec::<Bytes>::new());
        assert_eq!(parts("[{\"a\":1}]"), Err(SplitError::NotObjects(0)));
        assert_eq!(parts("{}x"), Err(SplitError::NotObjects(2)));
        assert_eq!(parts("{} {\"a\""), Err(SplitError::NotObjects(3)));
        assert_eq!(objects(&Bytes::from("{}".repeat(PARTS_MAX))).unwrap().len(), PARTS_MAX);
        assert_eq!(objects(&Bytes::from("{}".repeat(PARTS_MAX + 1))), Err(SplitError::TooMany));
    }

    #[test]
    fn delimiters_part_texts() {
        let parts = |text: &'static str| delimited(&Bytes::from_static(text.as_bytes()), b"##");
        assert_eq!(parts("a##b####c").unwrap(), ["a", "b", "c"]);
        assert_eq!(parts("##a#b##").unwrap(), ["a#b"]);
        assert_eq!(parts("").unwrap(), Vec::<Bytes>::new());
        assert_eq!(delimited(&Bytes::from("a##".repeat(PARTS_MAX + 1)), b"##"), Err(SplitError::TooMany));
        assert_eq!(delimited(&Bytes::from("a##".repeat(PARTS_MAX)), b"##").unwrap().len(), PARTS_MAX);
    }
}
