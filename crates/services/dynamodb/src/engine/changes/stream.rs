//! Reading streams: what there is, and records from a place on.

use std::ops::{Bound, ControlFlow};

use kernel::{Place, Timestamp};
use storage::Direction;

use super::iterator;
use super::record::{Header, Record};
use super::recorder::last;
use super::{FeedId, StoredStream};
use crate::engine::{Engine, EngineError, Result, catalog};
use crate::limits::{GET_RECORDS_BYTES_MAX, RECORD_MS};

/// What one read answered.
#[derive(Debug)]
pub struct Read {
    /// Records, in order.
    pub records: Vec<Record>,
    /// Where to go on; `None` where the stream has ended and this was the last of it.
    pub next: Option<iterator::Place>,
}

impl Engine {
    /// The streams of `place`, of the table `table` where one is named, in order of table and age: at most `limit`
    /// of those behind the one called `after` (table and label); whether there are more.
    pub fn streams(
        &self,
        place: &Place,
        table: Option<&str>,
        after: Option<(&str, &str)>,
        limit: usize,
    ) -> Result<(Vec<StoredStream>, bool)> {
        let after = after.map(|(table, label)| catalog::stream(place, table, label));
        let (mut found, mut more) = (Vec::new(), false);
        self.store()?.scan_prefix(&catalog::streams_of(place, table), &mut |key, bytes| {
            if after.as_deref().is_some_and(|after| key <= after) {
                return ControlFlow::Continue(());
            }
            if found.len() == limit {
                more = true;
                return ControlFlow::Break(());
            }
            found.push(StoredStream::decode(bytes));
            ControlFlow::Continue(())
        })?;
        Ok((found.into_iter().collect::<Result<_>>()?, more))
    }

    /// The stream of `table` that is called `label`.
    pub fn stream(&self, place: &Place, table: &str, label: &str) -> Result<Option<StoredStream>> {
        let stored = self.store()?.get(&catalog::stream(place, table, label))?;
        stored.map(|bytes| StoredStream::decode(&bytes)).transpose()
    }

    /// The position behind the newest record of `stream`.
    pub fn end_of(&self, stream: &StoredStream) -> Result<u64> {
        let last = last(self.store()?, stream.feed())?;
        Ok(last.map_or(1, |last| last + 1).max(stream.first()))
    }

    /// Up to `limit` records of `stream` from `from` on, together about 1 MB at most, but one at least.
    pub fn read(&self, stream: &StoredStream, from: iterator::Place, limit: usize) -> Result<Read> {
        let horizon = horizon(self.now());
        let start = match from {
            iterator::Place::TrimHorizon => stream.first(),
            iterator::Place::Position(position) if position < stream.first() => {
                return Err(EngineError::Trimmed);
            }
            iterator::Place::Position(position) => position,
        };
        let (mut records, mut bytes, mut full, mut trimmed) = (Vec::new(), 0, false, false);
        self.visit(stream.feed(), start, &mut |position, at, value| {
            if at < horizon {
                trimmed = true;
                return ControlFlow::Continue(());
            }
            bytes += value.len();
            if records.len() == limit || (bytes > GET_RECORDS_BYTES_MAX && !records.is_empty()) {
                full = true;
                return ControlFlow::Break(());
            }
            records.push(Record::decode(position, value));
            ControlFlow::Continue(())
        })?;
        if trimmed && from != iterator::Place::TrimHorizon {
            return Err(EngineError::Trimmed);
        }
        let records: Vec<Record> = records.into_iter().collect::<Result<_>>()?;
        let next = records.last().map_or(from, |last| iterator::Place::Position(last.position + 1));
        let ended = stream.disabled.is_some() && !full;
        Ok(Read { records, next: (!ended).then_some(next) })
    }

    /// Visits the records of `feed` from `start` on: their positions, times and bytes.
    pub(super) fn visit(
        &self,
        feed: FeedId,
        start: u64,
        visit: &mut dyn FnMut(u64, Timestamp, &bytes::Bytes) -> ControlFlow<()>,
    ) -> Result<()> {
        let (range, mut damaged) = (feed.from(start), false);
        let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        self.store()?.scan(Bound::Included(&range.start), end, Direction::Forward, &mut |key, value| {
            match FeedId::position(key).zip(Header::decode(value)) {
                Some((position, header)) => visit(position, header.at, value),
                None => {
                    damaged = true;
                    ControlFlow::Break(())
                }
            }
        })?;
        if damaged { Err(EngineError::Corrupt("a change record".to_owned())) } else { Ok(()) }
    }
}

/// Records that were made before this are no longer kept at `now`.
pub(super) fn horizon(now: Timestamp) -> Timestamp {
    Timestamp(now.0.saturating_sub(RECORD_MS))
}
