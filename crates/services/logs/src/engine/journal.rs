//! A group's journal: which events were written and not yet seen by all who follow the group.
//!
//! It holds the places of events, not events, in order of writing, in the transaction that writes them; a group that
//! nobody follows has none. A follower's progress is the number of the last event it has seen. What all have seen is
//! deleted in the transaction that says so.
//!
//! An entry: version (1 byte), then 8 bytes each for the stream's number, the time of writing, the count of events
//! and each one's time, then the stream's name. Events have consecutive numbers from the entry's key on.

use std::ops::{Bound, ControlFlow};

use storage::{Direction, Transaction};

use super::{Engine, EngineError, Event, Follower, GroupId, Position, Result, StreamId, keys};

const VERSION: u8 = 1;

/// What was written at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub stream: StreamId,
    pub ingested_ms: u64,
    pub times_ms: Vec<u64>,
    pub name: String,
}

impl Entry {
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(25 + self.times_ms.len() * 8 + self.name.len());
        bytes.push(VERSION);
        for number in [self.stream.0, self.ingested_ms, self.times_ms.len() as u64] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        self.times_ms.iter().for_each(|time| bytes.extend_from_slice(&time.to_be_bytes()));
        bytes.extend_from_slice(self.name.as_bytes());
        bytes
    }

    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let corrupt = || EngineError::Corrupt("an entry of a group's journal".to_owned());
        let [VERSION, rest @ ..] = bytes else { return Err(corrupt()) };
        let (head, rest) = rest.split_at_checked(24).ok_or_else(corrupt)?;
        let number = |bytes: &[u8]| bytes.try_into().map(u64::from_be_bytes).map_err(|_| corrupt());
        let (stream, ingested_ms) = (StreamId(number(&head[..8])?), number(&head[8..16])?);
        let times = usize::try_from(number(&head[16..])?).ok().and_then(|count| count.checked_mul(8));
        let (times, name) = rest.split_at_checked(times.ok_or_else(corrupt)?).ok_or_else(corrupt)?;
        let times_ms = times.chunks_exact(8).map(number).collect::<Result<_>>()?;
        let name = std::str::from_utf8(name).map_err(|_| corrupt())?.to_owned();
        Ok(Self { stream, ingested_ms, times_ms, name })
    }
}

/// Some events that a follower has not seen.
#[derive(Debug, Default)]
pub struct Unseen {
    /// In order of writing, each with its stream's name.
    pub events: Vec<(std::sync::Arc<str>, Event)>,
    /// The number of the last, also where it has been swept away meanwhile; none if there is nothing new.
    pub last: Option<u64>,
}

impl Engine {
    /// Who follows a group, and how far they are.
    pub fn followers(&self, group: GroupId) -> Result<Vec<(Follower, u64)>> {
        let mut followers = Vec::new();
        self.walk(&keys::progress(group, None), None, &mut |key, bytes| {
            followers.push((Follower(keys::last_number(key)?), number(bytes)?));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(followers)
    }

    /// How far a follower is; none if it does not follow.
    pub fn progress(&self, group: GroupId, follower: Follower) -> Result<Option<u64>> {
        self.store()?.get(&keys::progress(group, Some(follower)))?.map(|bytes| number(&bytes)).transpose()
    }

    /// The events after number `after`, up to `events_max` and about `bytes_max`, but one at least.
    pub fn unseen(&self, group: GroupId, after: u64, events_max: usize, bytes_max: usize) -> Result<Unseen> {
        // The entry that holds `after` may hold more after it.
        let mut from = keys::journal(group, after);
        let (first, upper) = (keys::journal(group, 0), from.clone());
        let (lower, upper) = (Bound::Included(first.as_slice()), Bound::Included(upper.as_slice()));
        self.scan(lower, upper, Direction::Reverse, &mut |key, _| {
            from = key.to_vec();
            Ok(ControlFlow::Break(()))
        })?;
        let end = keys::journal(group, u64::MAX);
        let (mut places, mut left) = (Vec::new(), events_max);
        self.scan(Bound::Included(&from), Bound::Included(&end), Direction::Forward, &mut |key, bytes| {
            let (first, entry) = (keys::last_number(key)?, Entry::decode(bytes)?);
            let name: std::sync::Arc<str> = entry.name.into();
            for (sequence, timestamp_ms) in (first..).zip(entry.times_ms) {
                if sequence > after && left > 0 {
                    left -= 1;
                    places.push((name.clone(), entry.stream, Position { timestamp_ms, sequence }));
                }
            }
            Ok(if left > 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        let (mut unseen, mut bytes) = (Unseen::default(), 0);
        for (name, stream, at) in places {
            // What was swept away meanwhile is passed over.
            if let Some(value) = self.store()?.get(&keys::event(group, stream, at))? {
                bytes += value.len();
                if bytes > bytes_max && !unseen.events.is_empty() {
                    break;
                }
                unseen.events.push((name, Event::decode(at, &value)?));
            }
            unseen.last = Some(at.sequence);
        }
        Ok(unseen)
    }

    /// Notes that a follower has seen all events up to number `last`; deletes what nobody needs any more. Nothing
    /// happens where it does not follow any more.
    pub async fn advance(&self, group: GroupId, follower: Follower, last: u64) -> Result<()> {
        let advanced = self.store()?.write(move |store| {
            let key = keys::progress(group, Some(follower));
            let Some(before) = store.get(&key)? else { return Ok(()) };
            set_progress(store, group, follower, number(&before)?.max(last));
            prune(store, group)
        });
        advanced.await?
    }
}

/// Whether anyone follows a group.
pub(super) fn is_followed(store: &Transaction, group: GroupId) -> Result<bool> {
    let mut followed = false;
    store.scan_prefix(&keys::progress(group, None), &mut |_, _| {
        followed = true;
        ControlFlow::Break(())
    })?;
    Ok(followed)
}

/// Sets how far a follower is.
pub(super) fn set_progress(store: &mut Transaction, group: GroupId, follower: Follower, last: u64) {
    store.put(keys::progress(group, Some(follower)), last.to_be_bytes().to_vec());
}

/// Ends a follower, and with the last of them the journal.
pub(super) fn forget(store: &mut Transaction, group: GroupId, follower: Follower) -> Result<()> {
    store.delete(&keys::progress(group, Some(follower)));
    prune(store, group)
}

/// Deletes the entries that all followers have seen; all, where there are no followers.
fn prune(store: &mut Transaction, group: GroupId) -> Result<()> {
    let (mut least, mut failed) = (u64::MAX, None);
    store.scan_prefix(&keys::progress(group, None), &mut |_, bytes| {
        match number(bytes) {
            Ok(last) => least = least.min(last),
            Err(error) => failed = Some(error),
        }
        ControlFlow::Continue(())
    })?;
    let mut seen = Vec::new();
    store.scan_prefix(&keys::journal_prefix(group), &mut |key, bytes| {
        match (keys::last_number(key), Entry::decode(bytes)) {
            (Ok(first), Ok(entry)) if first + entry.times_ms.len() as u64 <= least.saturating_add(1) => {
                seen.push(key.to_vec());
                return ControlFlow::Continue(());
            }
            (Err(error), _) | (_, Err(error)) => failed = Some(error),
            _ => {}
        }
        ControlFlow::Break(())
    })?;
    seen.iter().for_each(|key| store.delete(key));
    failed.map_or(Ok(()), Err)
}

fn number(bytes: &[u8]) -> Result<u64> {
    let number = bytes.try_into().map(u64::from_be_bytes);
    number.map_err(|_| EngineError::Corrupt("a follower's progress".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let entry = Entry { stream: StreamId(1), ingested_ms: 2, times_ms: vec![3, 4], name: "s".into() };
        let bytes = entry.encode();
        let mut pinned = vec![1];
        for number in [1, 2, 2, 3, 4] {
            pinned.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0, number]);
        }
        pinned.push(b's');
        assert_eq!(bytes, pinned);
        assert_eq!(Entry::decode(&bytes).unwrap(), entry);
        for end in 0..bytes.len() - 1 {
            assert!(Entry::decode(&bytes[..end]).is_err());
        }
        assert!(Entry::decode(&[2]).is_err());
        arbtest::arbtest(|random| {
            let entry = Entry {
                stream: StreamId(random.arbitrary()?),
                ingested_ms: random.arbitrary()?,
                times_ms: random.arbitrary()?,
                name: random.arbitrary()?,
            };
            assert_eq!(Entry::decode(&entry.encode()).unwrap(), entry);
            // Whatever the bytes, nothing panics.
            let _ = Entry::decode(random.bytes(random.len().min(40))?);
            Ok(())
        });
    }
}
