//! The objects that a notification of S3 names, and their bytes.

use std::fmt;

use bytes::Bytes;
use client::{Aws, ClientError};
use s3_api::{GetObject, GetObjectInput};
use serde_json::Value;

/// Bytes that are asked for at a time.
const PIECE_BYTES: u64 = 4 << 20;
/// Rows that one file without ids may have: the bits below those that say which file it is.
const ROW_BITS: u32 = 24;
/// All bits of an id: what a double holds exactly, for many read JSON's numbers as doubles.
const ID_BITS: u32 = 53;

/// An object as it was when the notification was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its bucket.
    pub bucket: String,
    /// Its key, as it is: not in the form of a URL.
    pub key: String,
    /// Its bytes.
    pub size: u64,
    /// What tells this content from others under the key, without quotes.
    pub etag: String,
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.key)
    }
}

impl Object {
    /// What the ids of a file without ids are counted from. Every object's are its own, so that no batch
    /// overwrites the rows of another; the same object's are always the same.
    pub fn id_base(&self) -> u64 {
        let names = [self.bucket.as_bytes(), b"/", self.key.as_bytes()].concat();
        // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
        let hash = names.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
        });
        (hash >> (64 - (ID_BITS - ROW_BITS))) << ROW_BITS
    }

    /// The bytes from `start` on, a bounded number of them.
    pub async fn piece(&self, aws: &Aws, start: u64) -> Result<Bytes, ClientError> {
        let last = (start + PIECE_BYTES).min(self.size) - 1;
        let input = GetObjectInput {
            bucket: self.bucket.clone(),
            key: self.key.clone(),
            if_match: Some(format!("\"{}\"", self.etag)),
            range: Some(format!("bytes={start}-{last}")),
            ..GetObjectInput::default()
        };
        let piece = match aws.call::<GetObject>(&input).await?.body {
            Some(body) => body.collect(PIECE_BYTES as usize).await?,
            None => Bytes::new(),
        };
        match piece.len() as u64 == last + 1 - start {
            true => Ok(piece),
            false => Err(ClientError::Failed(format!("S3 gave {} bytes of {self} at {start}", piece.len()))),
        }
    }
}

/// The objects of `event`, in order. What S3 sends to try a notification out names none.
pub fn of_event(event: &Bytes) -> Result<Vec<Object>, ClientError> {
    let wrong = |reason: &str| ClientError::Event(reason.to_owned());
    let event: Value = serde_json::from_slice(event).map_err(|error| wrong(&error.to_string()))?;
    if event["Event"] == "s3:TestEvent" {
        return Ok(Vec::new());
    }
    let records = event["Records"].as_array().ok_or_else(|| wrong("there are no `Records`"))?;
    let objects = records.iter().map(|record| {
        let (bucket, object) = (&record["s3"]["bucket"]["name"], &record["s3"]["object"]);
        Some(Object {
            bucket: bucket.as_str()?.to_owned(),
            key: unquoted(object["key"].as_str()?)?,
            size: object["size"].as_u64()?,
            etag: object["eTag"].as_str()?.to_owned(),
        })
    });
    objects.collect::<Option<_>>().ok_or_else(|| wrong("a record without bucket, key, size and `eTag`"))
}

/// A key as notifications have it, in the form of a URL's query, as it is.
fn unquoted(key: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(key.len());
    let mut rest = key.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(key: &str) -> Bytes {
        let s3 = serde_json::json!({"bucket": {"name": "b"}, "object": {"key": key, "size": 3, "eTag": "e"}});
        Bytes::from(
            serde_json::json!({"Records": [{"eventName": "ObjectCreated:Put", "s3": s3}]}).to_string(),
        )
    }

    #[test]
    fn keys_come_as_urls_have_them() {
        let objects = of_event(&event("batches/1+2%2B3%C3%A4.csv")).unwrap();
        assert_eq!(objects[0].to_string(), "s3://b/batches/1 2+3ä.csv");
        assert_eq!((objects[0].size, &objects[0].etag[..]), (3, "e"));
        assert!(of_event(&event("%4")).is_err());
        assert!(of_event(&Bytes::from_static(b"{}")).is_err());
        assert_eq!(of_event(&Bytes::from_static(b"{\"Event\":\"s3:TestEvent\"}")).unwrap(), []);
    }

    #[test]
    fn every_object_has_ids_of_its_own_that_a_double_holds() {
        let base = |key: &str| of_event(&event(key)).unwrap()[0].id_base();
        assert_eq!(base("a.csv"), base("a.csv"));
        let bases: std::collections::BTreeSet<_> =
            (0..1000).map(|number| base(&number.to_string())).collect();
        assert_eq!(bases.len(), 1000);
        assert!(bases.iter().all(|base| base + (1 << 24) <= 1 << 53 && base % (1 << 24) == 0));
    }
}
