//! The keys of the store: one letter for the kind of record, then what finds it. Numbers are big-endian.
//! `docs/formats/alarms.md` states them.

use kernel::{Place, Timestamp};

/// What keys of alarms begin with.
pub const ALARMS: &[u8] = b"a/";
/// What keys of lines of history begin with.
pub const HISTORY: &[u8] = b"h/";
/// What keys of actions begin with.
pub const ACTIONS: &[u8] = b"q";
/// Under which the last number of a line or an action is kept.
pub const LAST_NUMBER: &[u8] = b"n";

/// `a/account/region/name`: an alarm.
pub fn alarm(place: &Place, name: &str) -> Vec<u8> {
    format!("a/{}/{}/{name}", place.account, place.region).into_bytes()
}

/// `c/account/region`: how many alarms a place has.
pub fn count(place: &Place) -> Vec<u8> {
    format!("c/{}/{}", place.account, place.region).into_bytes()
}

/// `h/account/region/`, time in milliseconds (8 bytes), number (8): a line of history.
pub fn line(place: &Place, at: Timestamp, number: u64) -> Vec<u8> {
    let mut key = lines(place);
    key.extend(at.0.to_be_bytes());
    key.extend(number.to_be_bytes());
    key
}

/// What keys of a place's lines begin with.
pub fn lines(place: &Place) -> Vec<u8> {
    format!("h/{}/{}/", place.account, place.region).into_bytes()
}

/// Time and number of a line by the last sixteen bytes of its key.
pub fn moment(key: &[u8]) -> Option<(Timestamp, u64)> {
    let tail = key.get(key.len().checked_sub(16)?..)?;
    let number = |bytes: &[u8]| bytes.try_into().map(u64::from_be_bytes).ok();
    Some((Timestamp(number(&tail[..8])?), number(&tail[8..])?))
}

/// `q`, number (8 bytes): an action that was asked for.
pub fn action(number: u64) -> Vec<u8> {
    [ACTIONS, &number.to_be_bytes()].concat()
}

/// The number of an action.
pub fn action_number(key: &[u8]) -> Option<u64> {
    key.strip_prefix(ACTIONS)?.try_into().map(u64::from_be_bytes).ok()
}

/// The place of an alarm's key and its name: `a/account/region/name`.
pub fn parse_alarm(key: &[u8]) -> Option<(Place, String)> {
    let text = std::str::from_utf8(key).ok()?.strip_prefix("a/")?;
    let mut parts = text.splitn(3, '/');
    let account = kernel::AccountId::parse(parts.next()?)?;
    let region = kernel::Region::parse(parts.next()?)?;
    Some((Place { account, region }, parts.next()?.to_owned()))
}
