//! Samples of clients: added to the rows of their metrics.

use std::collections::BTreeMap;

use kernel::{Place, Timestamp};
use storage::Transaction;

use super::keys::{self, RowKey};
use super::level::{LEVELS, MINUTES, effective};
use super::metric::StoredMetric;
use super::{Engine, EngineError, MetricName, Result, Summary};
use crate::limits::{METRICS_MAX, SEEN_EVERY_MS};

/// Samples of a metric at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Datum {
    /// The metric.
    pub metric: MetricName,
    /// When.
    pub at: Timestamp,
    /// The unit's place in AWS's list.
    pub unit: u8,
    /// Whether the second is kept, for as long as that is kept at all.
    pub by_second: bool,
    /// The samples.
    pub samples: Summary,
}

impl Engine {
    /// Adds `data`, whole or not at all; answers when they are durable.
    pub async fn put(&self, place: &Place, data: Vec<Datum>) -> Result<()> {
        let now = self.now();
        let mut rows: BTreeMap<(Vec<u8>, u8, u64, u8), Summary> = BTreeMap::new();
        for datum in data {
            let level = if datum.by_second { 0 } else { MINUTES };
            // What is too old for its level goes where it would be by now; clients cannot send older than all.
            let (level, start_s) = effective(level, datum.at.seconds(), now)
                .ok_or(EngineError::Corrupt("a data point older than all that is kept"))?;
            let row = (datum.metric.key(place), level, start_s, datum.unit);
            match rows.get_mut(&row) {
                Some(samples) => samples.merge(&datum.samples),
                None => drop(rows.insert(row, datum.samples)),
            }
        }
        let place = place.clone();
        let work = move |store: &mut Transaction| {
            for ((metric, level, start_s, unit), samples) in &rows {
                let metric = number_of(store, &place, metric, now)?;
                let key =
                    RowKey { level: *level, metric, start_s: *start_s, unit: *unit, source: keys::CLIENTS };
                add(store, &key, samples)?;
            }
            Ok(())
        };
        self.store()?.write(work).await?
    }
}

/// Adds `samples` to the row at `key`.
pub(super) fn add(store: &mut Transaction, key: &RowKey, samples: &Summary) -> Result<()> {
    debug_assert!(usize::from(key.level) < LEVELS.len(), "rows are of a level");
    let key = key.encode();
    let value = match store.get(&key)? {
        Some(before) => {
            let mut sum = Summary::decode(&before, true)?;
            sum.merge(samples);
            sum.encode()
        }
        None => samples.encode(),
    };
    store.put(key, value);
    Ok(())
}

/// The number of the metric at `key`, which is made where there is none, and which is seen now.
pub(super) fn number_of(store: &mut Transaction, place: &Place, key: &[u8], now: Timestamp) -> Result<u64> {
    if let Some(stored) = store.get(key)? {
        let stored = StoredMetric::decode(&stored)?;
        if stored.seen.0 + SEEN_EVERY_MS <= now.0 {
            store.put(key.to_vec(), StoredMetric { seen: now, ..stored }.encode());
        }
        return Ok(stored.number);
    }
    count_up(store, keys::metric_count(place), METRICS_MAX)
        .ok_or(EngineError::TooManyMetrics(METRICS_MAX))??;
    let number = next(store, keys::NEXT_METRIC)?;
    store.put(key.to_vec(), StoredMetric { number, seen: now }.encode());
    Ok(number)
}

/// Counts one more under `key`, unless there are as many as there may be.
pub(super) fn count_up(store: &mut Transaction, key: Vec<u8>, most: u64) -> Option<Result<()>> {
    let count = store
        .get(&key)
        .map_err(EngineError::from)
        .and_then(|value| value.map_or(Ok(0), |value| keys::number(&value)));
    match count {
        Ok(count) if count >= most => None,
        Ok(count) => {
            store.put(key, (count + 1).to_be_bytes().to_vec());
            Some(Ok(()))
        }
        Err(error) => Some(Err(error)),
    }
}

/// The next number under `key`, from 1 on.
pub(super) fn next(store: &mut Transaction, key: &[u8]) -> Result<u64> {
    let last = store.get(key)?.map_or(Ok(0), |value| keys::number(&value))?;
    store.put(key.to_vec(), (last + 1).to_be_bytes().to_vec());
    Ok(last + 1)
}
