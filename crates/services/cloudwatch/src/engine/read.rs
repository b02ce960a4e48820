//! Reading: the rows of a metric put together by period.

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

use kernel::Place;

use super::keys::{self, RowKey};
use super::level::{LEVELS, effective};
use super::metric::StoredMetric;
use super::{Engine, MetricName, Result, Summary};

/// What is read of a metric.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// From when on, in seconds since 1970; periods count from here.
    pub start_s: u64,
    /// Until before when.
    pub end_s: u64,
    /// The length of a period, in seconds.
    pub period_s: u64,
    /// One unit alone, by its place in AWS's list.
    pub unit: Option<u8>,
    /// Whether values are wanted, for percentiles.
    pub with_values: bool,
}

/// The samples of one period in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Bucket {
    /// When it begins, in seconds since 1970.
    pub start_s: u64,
    /// The unit's place in AWS's list.
    pub unit: u8,
    /// The samples.
    pub samples: Summary,
}

impl Engine {
    /// What `metric` had in `window`, by period and unit, in order of time.
    pub fn read(&self, place: &Place, metric: &MetricName, window: &Window) -> Result<Vec<Bucket>> {
        let Some(store) = self.store_if_used()? else { return Ok(Vec::new()) };
        let Some(stored) = store.get(&metric.key(place))? else { return Ok(Vec::new()) };
        let StoredMetric { number, .. } = StoredMetric::decode(&stored)?;
        let now = self.now();
        let mut buckets: BTreeMap<(u64, u8), Summary> = BTreeMap::new();
        for (level, width) in LEVELS.iter().enumerate().map(|(level, size)| (level as u8, size.width_s)) {
            // Older rows may count as wider ones that begin before the window, but no wider than its periods.
            let lower = keys::rows(level, number, window.start_s);
            let upper = keys::rows(level, number, window.end_s);
            if !window.period_s.is_multiple_of(width) {
                break;
            }
            let mut failed = None;
            let mut visit = |key: &[u8], value: &bytes::Bytes| -> Result<()> {
                let row = RowKey::decode(key)?;
                let Some((level, start_s)) = effective(level, row.start_s, now) else { return Ok(()) };
                let fits = window.period_s.is_multiple_of(LEVELS[usize::from(level)].width_s);
                if !fits || start_s < window.start_s || window.unit.is_some_and(|unit| unit != row.unit) {
                    return Ok(());
                }
                let samples = Summary::decode(value, window.with_values)?;
                let begin = start_s - (start_s - window.start_s) % window.period_s;
                match buckets.get_mut(&(begin, row.unit)) {
                    Some(sum) => sum.merge(&samples),
                    None => drop(buckets.insert((begin, row.unit), samples)),
                }
                Ok(())
            };
            let (lower, upper) = (Bound::Included(&lower[..]), Bound::Excluded(&upper[..]));
            store.scan(
                lower,
                upper,
                storage::Direction::Forward,
                &mut |key, value| match visit(key, value) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        failed = Some(error);
                        ControlFlow::Break(())
                    }
                },
            )?;
            if let Some(error) = failed {
                return Err(error);
            }
        }
        Ok(buckets.into_iter().map(|((start_s, unit), samples)| Bucket { start_s, unit, samples }).collect())
    }
}
