//! The keys of the store: one letter for the kind of record, then what finds it. Numbers are big-endian, so that
//! keys ascend as numbers do. `docs/formats/cloudwatch.md` states them.

use kernel::{AccountId, Place, Region};

use super::{EngineError, Result};

/// Under which the next number of a metric is kept.
pub const NEXT_METRIC: &[u8] = b"n";
/// Under which the next number of a source is kept.
pub const NEXT_SOURCE: &[u8] = b"o";
/// What keys of metrics begin with.
pub const METRICS: &[u8] = b"m/";
/// What keys of counts of metrics begin with.
pub const METRIC_COUNTS: &[u8] = b"c/";
/// The source of what clients put.
pub const CLIENTS: u32 = 0;

/// `m/account/region/`: what keys of a place's metrics begin with; names follow, each ended by a zero byte.
pub fn metrics(place: &Place) -> Vec<u8> {
    format!("m/{}/{}/", place.account, place.region).into_bytes()
}

/// `c/account/region`: how many metrics a place has.
pub fn metric_count(place: &Place) -> Vec<u8> {
    format!("c/{}/{}", place.account, place.region).into_bytes()
}

/// The place whose count of metrics is at `key`.
pub fn place_of_count(key: &[u8]) -> Option<Place> {
    let rest = std::str::from_utf8(key.strip_prefix(METRIC_COUNTS)?).ok()?;
    let (account, region) = rest.split_once('/')?;
    Some(Place { account: AccountId::parse(account)?, region: Region::parse(region)? })
}

/// `s/account/region/name`: a source of reports.
pub fn source(place: &Place, name: &str) -> Vec<u8> {
    format!("s/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// `t/account/region`: how many sources a place has.
pub fn source_count(place: &Place) -> Vec<u8> {
    format!("t/{}/{}", place.account, place.region).into_bytes()
}

/// `b/account/name`: a dashboard; they have no region.
pub fn dashboard(place: &Place, name: &str) -> Vec<u8> {
    format!("b/{}/{name}", place.account).into_bytes()
}

/// Where a row of data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// The level (see `level`).
    pub level: u8,
    /// The metric's number.
    pub metric: u64,
    /// When its period begins, in seconds since 1970.
    pub start_s: u64,
    /// The unit's place in AWS's list.
    pub unit: u8,
    /// The source's number.
    pub source: u32,
}

impl RowKey {
    /// `d`, level (1 byte), metric (8), start (8), unit (1), source (4).
    pub fn encode(&self) -> Vec<u8> {
        let mut key = vec![b'd', self.level];
        key.extend(self.metric.to_be_bytes());
        key.extend(self.start_s.to_be_bytes());
        key.push(self.unit);
        key.extend(self.source.to_be_bytes());
        key
    }

    /// The key that `bytes` are.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let damaged = || EngineError::Corrupt("a row's key");
        let [b'd', level, rest @ ..] = bytes else { return Err(damaged()) };
        let rest: &[u8; 21] = rest.try_into().map_err(|_| damaged())?;
        let number =
            |at: usize| u64::from_be_bytes(rest[at..at + 8].try_into().expect("invariant: eight bytes"));
        let source = u32::from_be_bytes(rest[17..].try_into().expect("invariant: four bytes"));
        Ok(Self { level: *level, metric: number(0), start_s: number(8), unit: rest[16], source })
    }
}

/// What keys of a metric's rows from `start_s` on begin with, without unit and source.
pub fn rows(level: u8, metric: u64, start_s: u64) -> Vec<u8> {
    let mut key = vec![b'd', level];
    key.extend(metric.to_be_bytes());
    key.extend(start_s.to_be_bytes());
    key
}

/// The eight bytes of a number.
pub fn number(value: &[u8]) -> Result<u64> {
    value.try_into().map(u64::from_be_bytes).map_err(|_| EngineError::Corrupt("a number"))
}
