//! What happened to alarms: lines in order of time, kept for 30 days, of deleted alarms too.

use std::ops::{Bound, ControlFlow};

use cloudwatch_api::{AlarmType, HistoryItemType};
use kernel::{Place, Timestamp};
use storage::{Direction, KeyValue, Transaction};
use wire::{Shape, from_json, to_json};

use super::catalog::number;
use super::{Alarm, Alarms, Result, keys};
use crate::engine::EngineError;
use crate::limits::{HISTORY_KEPT_MS, HISTORY_LINES_MAX, SWEEP_ROWS};

/// The version of the stored form.
const VERSION: i32 = 1;

/// What is to be told of an alarm.
pub(super) struct Entry {
    pub kind: HistoryItemType,
    pub summary: String,
    pub data: String,
}

/// A line, and its stored form.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Line {
    version: i32,
    /// The alarm's name.
    pub name: String,
    /// What kind of alarm it is.
    pub alarm: AlarmType,
    /// What it is about.
    pub kind: HistoryItemType,
    /// In words.
    pub summary: String,
    /// In JSON.
    pub data: String,
}

/// Which lines are asked for.
#[derive(Clone, Debug, Default)]
pub struct HistoryQuery {
    /// Of one alarm alone.
    pub name: Option<String>,
    /// Of these kinds of alarms.
    pub alarms: Vec<AlarmType>,
    /// About one thing alone.
    pub kind: Option<HistoryItemType>,
    /// From this time on.
    pub from: Option<Timestamp>,
    /// Until this time.
    pub until: Option<Timestamp>,
    /// The oldest first.
    pub ascends: bool,
    /// After this one, in that order.
    pub after: Option<(Timestamp, u64)>,
}

impl HistoryQuery {
    fn fits(&self, line: &Line) -> bool {
        self.name.as_ref().is_none_or(|name| *name == line.name)
            && self.alarms.contains(&line.alarm)
            && self.kind.is_none_or(|kind| kind == line.kind)
    }
}

/// The next number of a line or an action.
pub(super) fn next_number(store: &mut Transaction) -> Result<u64> {
    let last = store.get(keys::LAST_NUMBER)?.map_or(Ok(0), |value| number(&value))?;
    store.put(keys::LAST_NUMBER.to_vec(), (last + 1).to_be_bytes().to_vec());
    Ok(last + 1)
}

/// Writes down what happened to `alarm`.
pub(super) fn tell(
    store: &mut Transaction,
    place: &Place,
    alarm: &Alarm,
    at: Timestamp,
    entry: Entry,
) -> Result<()> {
    let number = next_number(store)?;
    write(store, keys::line(place, at, number), alarm.name.clone(), alarm.kind(), entry);
    Ok(())
}

pub(super) fn write(store: &mut Transaction, key: Vec<u8>, name: String, alarm: AlarmType, entry: Entry) {
    let Entry { kind, summary, data } = entry;
    store.put(key, to_json(&Line { version: VERSION, name, alarm, kind, summary, data }));
}

fn decode(key: &[u8], value: &[u8]) -> Result<(Timestamp, u64, Line)> {
    let damaged = EngineError::Corrupt("a line of an alarm's history");
    let line: Line = from_json(value).map_err(|_| damaged.clone())?;
    match keys::moment(key) {
        Some((at, number)) if line.version == VERSION => Ok((at, number, line)),
        _ => Err(damaged),
    }
}

impl Alarms {
    /// Shows the lines of `place` that are asked for, until `visit` breaks.
    pub fn history(
        &self,
        place: &Place,
        query: &HistoryQuery,
        visit: &mut dyn FnMut(Timestamp, u64, Line) -> ControlFlow<()>,
    ) -> Result<()> {
        let Some(store) = self.store_if_used()? else { return Ok(()) };
        let from = query.from.unwrap_or_default().max(self.forgotten());
        let mut lower = Bound::Included(keys::line(place, from, 0));
        let mut upper =
            Bound::Included(keys::line(place, query.until.unwrap_or(Timestamp(u64::MAX)), u64::MAX));
        if let Some((at, number)) = query.after {
            let key = Bound::Excluded(keys::line(place, at, number));
            if query.ascends { lower = key } else { upper = key }
        }
        let is_empty = match (&lower, &upper) {
            (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => {
                low >= high
            }
            _ => false,
        };
        if is_empty {
            return Ok(());
        }
        let direction = if query.ascends { Direction::Forward } else { Direction::Reverse };
        let mut failed = None;
        let (lower, upper) = (lower.as_ref().map(Vec::as_slice), upper.as_ref().map(Vec::as_slice));
        store.scan(lower, upper, direction, &mut |key, value| match decode(key, value) {
            Ok((at, number, line)) if query.fits(&line) => visit(at, number, line),
            Ok(_) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        })?;
        failed.map_or(Ok(()), Err)
    }

    fn forgotten(&self) -> Timestamp {
        Timestamp(self.now().0.saturating_sub(HISTORY_KEPT_MS))
    }

    /// Drops lines that have had their time, and the oldest of places that have more than they may.
    pub async fn sweep(&self) -> Result<()> {
        let Some(store) = self.store_if_used()?.cloned() else { return Ok(()) };
        loop {
            let (looking, forgotten) = (store.clone(), self.forgotten());
            let looked = tokio::task::spawn_blocking(move || outlived(&looking, forgotten));
            let gone = looked.await.map_err(|_| EngineError::Corrupt("the sweep broke off"))??;
            if gone.is_empty() {
                return Ok(());
            }
            let work = move |store: &mut Transaction| {
                gone.iter().for_each(|key| store.delete(key));
                Ok::<_, EngineError>(())
            };
            store.write(work).await??;
        }
    }
}

/// Some keys of lines that have had their time.
fn outlived(store: &KeyValue, forgotten: Timestamp) -> Result<Vec<Vec<u8>>> {
    let mut gone = Vec::new();
    // From the newest line of a place to its oldest.
    let (mut place, mut lines) = (Vec::new(), 0);
    let end = [keys::HISTORY[0], keys::HISTORY[1] + 1];
    let (lower, upper) = (Bound::Included(keys::HISTORY), Bound::Excluded(&end[..]));
    store.scan(lower, upper, Direction::Reverse, &mut |key, _| {
        let own = &key[..key.len().saturating_sub(16)];
        if place != own {
            (place, lines) = (own.to_vec(), 0);
        }
        lines += 1;
        if lines > HISTORY_LINES_MAX || keys::moment(key).is_some_and(|(at, _)| at < forgotten) {
            gone.push(key.to_vec());
        }
        if gone.len() < SWEEP_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(gone)
}
