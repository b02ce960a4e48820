//! A stream's description as it is stored: JSON under `stream/<account>/<region>/<name>`.
//! `docs/formats/kinesis.md` states it.

use std::collections::BTreeMap;

use kernel::{AccountId, Place, Region, Timestamp};
use wire::{Shape, from_json, to_json};

/// What keys of descriptions begin with.
pub const PREFIX: &[u8] = b"stream/";
/// The version of the form below.
const VERSION: i32 = 1;

/// How a stream's capacity is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Mode {
    /// By its number of shards.
    Provisioned,
    /// By AWS.
    OnDemand,
}

/// What is stored of a stream.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredStream {
    /// The version of this form.
    pub version: i32,
    /// The stream's own id, a UUID; names its log.
    pub id: String,
    /// The account it belongs to.
    pub account: String,
    /// The region it belongs to.
    pub region: String,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// How its capacity is set.
    pub mode: Mode,
    /// How many shards it has, evenly cut.
    pub shards: i32,
    /// How long records are kept, hours.
    pub retention_hours: i32,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// The largest record it takes, KiB.
    pub record_kib_max: Option<i32>,
}

impl StoredStream {
    /// A description of a stream made at `created`, with the least retention and no tags.
    pub fn new(id: String, place: &Place, name: String, created: Timestamp, mode: Mode, shards: i32) -> Self {
        Self {
            version: VERSION,
            id,
            account: place.account.to_string(),
            region: place.region.to_string(),
            name,
            created,
            mode,
            shards,
            retention_hours: crate::limits::RETENTION_HOURS_MIN as i32,
            tags: BTreeMap::new(),
            record_kib_max: None,
        }
    }

    /// Where the stream belongs.
    pub fn place(&self) -> Place {
        Place {
            account: AccountId::parse(&self.account).unwrap_or_default(),
            region: Region::parse(&self.region).unwrap_or_default(),
        }
    }

    /// The key it is stored under.
    pub fn key(&self) -> Vec<u8> {
        let mut key = PREFIX.to_vec();
        key.extend_from_slice(format!("{}/{}/{}", self.account, self.region, self.name).as_bytes());
        key
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The description in stored bytes, or what is wrong with them.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let stored: Self = from_json(bytes).map_err(|error| error.to_string())?;
        if stored.version == VERSION && stored.shards > 0 {
            Ok(stored)
        } else {
            Err(format!(
                "version {} with {} shards, where version {VERSION} is known",
                stored.version, stored.shards
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let mut stored =
            StoredStream::new("i".into(), &Place::default(), "s".into(), Timestamp(1500), Mode::OnDemand, 4);
        stored.tags.insert("k".into(), "v".into());
        let pinned = r#"{"Version":1,"Id":"i","Account":"000000000000","Region":"us-east-1","Name":"s","Created":1.500,"Mode":"ON_DEMAND","Shards":4,"RetentionHours":24,"Tags":{"k":"v"}}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredStream::decode(pinned.as_bytes()), Ok(stored.clone()));
        assert_eq!(stored.key(), b"stream/000000000000/us-east-1/s");
        assert!(StoredStream::decode(b"{}").is_err() && StoredStream::decode(b"\xff").is_err());
    }
}
