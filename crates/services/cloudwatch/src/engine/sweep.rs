//! What happens in the background: rows that have had their time at a level go to the next one, those of the last
//! level go, and so do metrics without any.

use std::ops::{Bound, ControlFlow};
use std::sync::PoisonError;

use kernel::Timestamp;
use storage::{Direction, KeyValue, Transaction};

use super::keys::{self, RowKey};
use super::level::{LEVELS, effective};
use super::metric::StoredMetric;
use super::put::add;
use super::{Engine, EngineError, Result, Summary};
use crate::limits::SWEEP_ROWS;

/// How often levels of more than seconds are swept, in milliseconds: nobody sees when it is.
const HOUR_MS: u64 = 3_600_000;
/// How often seconds are.
const SECONDS_EVERY_MS: u64 = 600_000;

type Key = Vec<u8>;

impl Engine {
    /// Rolls up and drops all that has had its time.
    pub async fn sweep(&self) -> Result<()> {
        let Some(store) = self.store_if_used()?.cloned() else { return Ok(()) };
        let now = self.now();
        for level in 0..LEVELS.len() as u8 {
            if self.is_due(level, now) {
                self.sweep_level(&store, level, now).await?;
            }
        }
        if self.is_due(LEVELS.len() as u8, now) {
            self.sweep_metrics(&store, now).await?;
        }
        Ok(())
    }

    fn is_due(&self, level: u8, now: Timestamp) -> bool {
        let every = if level == 0 { SECONDS_EVERY_MS } else { HOUR_MS };
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        let last = &mut swept[usize::from(level)];
        let due = last.is_none_or(|last| now.0.abs_diff(last.0) >= every);
        if due {
            *last = Some(now);
        }
        due
    }

    async fn sweep_level(&self, store: &KeyValue, level: u8, now: Timestamp) -> Result<()> {
        let mut from = vec![b'd', level];
        loop {
            let (store_too, begin) = (store.clone(), from.clone());
            let found = tokio::task::spawn_blocking(move || old_rows(&store_too, level, begin, now));
            let (rows, next) = found.await.map_err(|_| EngineError::Corrupt("the sweep broke off"))??;
            if !rows.is_empty() {
                store.write(move |store: &mut Transaction| roll_up(store, &rows, now)).await??;
            }
            match next {
                Some(next) => from = next,
                None => return Ok(()),
            }
        }
    }

    /// Forgets metrics all of whose rows are gone.
    async fn sweep_metrics(&self, store: &KeyValue, now: Timestamp) -> Result<()> {
        loop {
            let looking = store.clone();
            let found = tokio::task::spawn_blocking(move || unseen_metrics(&looking, now));
            let gone = found.await.map_err(|_| EngineError::Corrupt("the sweep broke off"))??;
            let last = gone.len() < SWEEP_ROWS;
            if !gone.is_empty() {
                store.write(move |store: &mut Transaction| forget(store, &gone, now)).await??;
            }
            if last {
                return Ok(());
            }
        }
    }
}

/// Whether a metric had its last data so long ago that no row of it is kept.
fn is_unseen(value: &[u8], now: Timestamp) -> Result<bool> {
    let kept_ms = LEVELS[LEVELS.len() - 1].kept_s * 1000 + 2 * HOUR_MS;
    Ok(StoredMetric::decode(value)?.seen.0 + kept_ms < now.0)
}

fn unseen_metrics(store: &KeyValue, now: Timestamp) -> Result<Vec<Key>> {
    let mut gone = Vec::new();
    let mut failed = None;
    store.scan_prefix(keys::METRICS, &mut |key, value| {
        match is_unseen(value, now) {
            Ok(true) => gone.push(key.to_vec()),
            Ok(false) => {}
            Err(error) => failed = Some(error),
        }
        let enough = failed.is_some() || gone.len() >= SWEEP_ROWS;
        if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    failed.map_or(Ok(gone), Err)
}

fn forget(store: &mut Transaction, metrics: &[Key], now: Timestamp) -> Result<()> {
    for key in metrics {
        let Some(stored) = store.get(key)? else { continue };
        if !is_unseen(&stored, now)? {
            continue;
        }
        store.delete(key);
        // `m/account/region/…` → `c/account/region`
        let place = key.split(|byte| *byte == b'/').take(3).collect::<Vec<_>>().join(&b'/');
        let count = [b"c".as_slice(), &place[1..]].concat();
        let left = store.get(&count)?.map_or(Ok(0), |value| keys::number(&value))?.saturating_sub(1);
        store.put(count, left.to_be_bytes().to_vec());
    }
    Ok(())
}

/// Some rows of `level` from `from` on that have had their time, and where to go on.
fn old_rows(store: &KeyValue, level: u8, mut from: Key, now: Timestamp) -> Result<(Vec<Key>, Option<Key>)> {
    let end = vec![b'd', level + 1];
    let mut rows = Vec::new();
    loop {
        // From the oldest row of a metric on, until one that is not old; then to the next metric.
        let mut next = None;
        let mut failed = None;
        store.scan(Bound::Included(&from), Bound::Excluded(&end), Direction::Forward, &mut |key, _| {
            match RowKey::decode(key) {
                Err(error) => failed = Some(error),
                Ok(row) if rows.len() >= SWEEP_ROWS => {
                    next = Some(keys::rows(level, row.metric, row.start_s))
                }
                Ok(row) if effective(level, row.start_s, now).is_none_or(|(is, _)| is > level) => {
                    rows.push(key.to_vec());
                    return ControlFlow::Continue(());
                }
                Ok(row) => next = Some(keys::rows(level, row.metric + 1, 0)),
            }
            ControlFlow::Break(())
        })?;
        match (failed, next) {
            (Some(error), _) => return Err(error),
            (None, Some(next)) if rows.len() < SWEEP_ROWS => from = next,
            (None, next) => return Ok((rows, next)),
        }
    }
}

/// Moves rows to where they belong by now.
fn roll_up(store: &mut Transaction, rows: &[Vec<u8>], now: Timestamp) -> Result<()> {
    for key in rows {
        let Some(value) = store.get(key)? else { continue };
        let row = RowKey::decode(key)?;
        store.delete(key);
        if let Some((level, start_s)) = effective(row.level, row.start_s, now) {
            // Reports are not taken any more for a time so long ago, so all sources go together; but for seconds,
            // which only clients have.
            let row = RowKey { level, start_s, source: keys::CLIENTS, ..row };
            add(store, &row, &Summary::decode(&value, true)?)?;
        }
    }
    Ok(())
}
