//! The keys of the store: a letter for the kind of record, then account, region and what finds it.
//! `docs/formats/athena.md` states them. Names of workgroups have no `/` in them, ids none either.

use kernel::{Place, Timestamp};

use super::{EngineError, Result};

/// The workgroup that always is there.
pub const PRIMARY: &str = "primary";
/// What keys of queries that have not ended begin with.
pub const ACTIVE: &[u8] = b"a/";
/// What keys of the history of all places begin with, oldest first.
pub const HISTORY: &[u8] = b"h/";

fn key(kind: char, place: &Place, rest: &str) -> Vec<u8> {
    format!("{kind}/{}/{}/{rest}", place.account, place.region).into_bytes()
}

/// `w/account/region/name`: a workgroup.
pub fn work_group(place: &Place, name: &str) -> Vec<u8> {
    key('w', place, name)
}

/// `n/account/region/workgroup/id`: a named query.
pub fn named_query(place: &Place, work_group: &str, id: &str) -> Vec<u8> {
    key('n', place, &format!("{work_group}/{id}"))
}

/// `i/account/region/id`: the workgroup of a named query.
pub fn named_query_group(place: &Place, id: &str) -> Vec<u8> {
    key('i', place, id)
}

/// `k/account/region/token`: the id of the named query that was made with a request token.
pub fn named_query_token(place: &Place, token: &str) -> Vec<u8> {
    key('k', place, token)
}

/// `p/account/region/workgroup/name`: a prepared statement.
pub fn statement(place: &Place, work_group: &str, name: &str) -> Vec<u8> {
    key('p', place, &format!("{work_group}/{name}"))
}

/// `q/account/region/id`: a query.
pub fn execution(place: &Place, id: &str) -> Vec<u8> {
    key('q', place, id)
}

/// `a/account/region/id`: a query that has not ended.
pub fn active(place: &Place, id: &str) -> Vec<u8> {
    key('a', place, id)
}

/// `t/account/region/token`: the id of the query that was started with a request token.
pub fn token(place: &Place, token: &str) -> Vec<u8> {
    key('t', place, token)
}

/// `u/account/region/fingerprint`: the id of the last query of that fingerprint that succeeded.
pub fn reusable(place: &Place, fingerprint: &str) -> Vec<u8> {
    key('u', place, fingerprint)
}

/// `l/account/region/workgroup/`: what keys of a workgroup's list begin with, newest first.
pub fn list(place: &Place, work_group: &str) -> Vec<u8> {
    key('l', place, &format!("{work_group}/"))
}

/// A query's place in the list of its workgroup: 16 hexadecimal digits that descend with time, `-`, id.
pub fn listed(submitted: Timestamp, id: &str) -> String {
    format!("{:016x}-{id}", u64::MAX - submitted.0)
}

/// The id in a place in a list.
pub fn listed_id(place: &str) -> Result<&str> {
    place.get(17..).ok_or_else(|| EngineError::Corrupt("a place in a list of queries".to_owned()))
}

/// `h/time/account/region/id`, time as 16 hexadecimal digits of milliseconds: a query in the order of its start.
pub fn history(submitted: Timestamp, place: &Place, id: &str) -> Vec<u8> {
    format!("h/{:016x}/{}/{}/{id}", submitted.0, place.account, place.region).into_bytes()
}

/// The time, place and id in a key of the history.
pub fn read_history(key: &[u8]) -> Result<(Timestamp, Place, String)> {
    let wrong = || EngineError::Corrupt("a key of the history".to_owned());
    let mut parts = text(key)?.splitn(5, '/').skip(1);
    let mut part = || parts.next().ok_or_else(wrong);
    let time = u64::from_str_radix(part()?, 16).map_err(|_| wrong())?;
    let place = read_place(part()?, part()?)?;
    Ok((Timestamp(time), place, part()?.to_owned()))
}

/// The place and id in the key of a query that has not ended.
pub fn read_active(key: &[u8]) -> Result<(Place, String)> {
    let wrong = || EngineError::Corrupt("the key of an active query".to_owned());
    let mut parts = text(key)?.splitn(4, '/').skip(1);
    let mut part = || parts.next().ok_or_else(wrong);
    let place = read_place(part()?, part()?)?;
    Ok((place, part()?.to_owned()))
}

fn read_place(account: &str, region: &str) -> Result<Place> {
    let account = kernel::AccountId::parse(account);
    let region = kernel::Region::parse(region);
    let place = account.zip(region).map(|(account, region)| Place { account, region });
    place.ok_or_else(|| EngineError::Corrupt("the place in a key".to_owned()))
}

/// A part of a key as text.
pub fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| EngineError::Corrupt("a key is no text".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let place = Place::default();
        assert_eq!(work_group(&place, "w"), b"w/000000000000/us-east-1/w");
        assert_eq!(named_query(&place, "w", "i"), b"n/000000000000/us-east-1/w/i");
        assert_eq!(named_query_group(&place, "i"), b"i/000000000000/us-east-1/i");
        assert_eq!(named_query_token(&place, "t/"), b"k/000000000000/us-east-1/t/");
        assert_eq!(statement(&place, "w", "s"), b"p/000000000000/us-east-1/w/s");
        assert_eq!(execution(&place, "i"), b"q/000000000000/us-east-1/i");
        assert_eq!(token(&place, "t"), b"t/000000000000/us-east-1/t");
        assert_eq!(reusable(&place, "f"), b"u/000000000000/us-east-1/f");
        assert_eq!(list(&place, "w"), b"l/000000000000/us-east-1/w/");
        assert_eq!(listed(Timestamp(1), "i"), "fffffffffffffffe-i");
        assert_eq!(listed_id("fffffffffffffffe-i").unwrap(), "i");
        let key = history(Timestamp(0x1f), &place, "i");
        assert_eq!(key, b"h/000000000000001f/000000000000/us-east-1/i");
        assert_eq!(read_history(&key).unwrap(), (Timestamp(0x1f), place.clone(), "i".to_owned()));
        let key = active(&place, "i");
        assert_eq!(key, b"a/000000000000/us-east-1/i");
        assert_eq!(read_active(&key).unwrap(), (place, "i".to_owned()));
        assert!(read_history(b"h/x").is_err() && read_active(b"a/1/2").is_err());
    }
}
