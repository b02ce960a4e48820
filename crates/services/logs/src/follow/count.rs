//! Metric filters: what events count for, reported to whoever keeps metrics.
//!
//! Each event counts once, under the minute it happened in. A report's sequence is the number of the last event in
//! it, so that after a kill those which were kept are passed over. An event that does not match counts for the default
//! value, if there is one; one whose value is no number, or which lacks a dimension, counts for nothing.

use std::collections::{BTreeMap, HashMap};

use dispatch::{Keeping, Report, Sample};
use kernel::{Place, Timestamp};
use wire::Fault;

use super::{Step, damaged};
use crate::Logs;
use crate::engine::{Event, Follower, Pattern, StoredGroup, StoredMetricFilter};
use crate::limits::{
    DIMENSION_VALUE_MAX, EVENT_AGE_MS_MAX, FOLLOW_BYTES_MAX, FOLLOW_EVENTS_MAX, REPORT_SAMPLES_MAX,
};

/// The greatest value that CloudWatch takes (API: PutMetricData): 2 to the power of 360.
const VALUE_MAX: f64 = 2.348_542_582_773_833e108;
const MINUTE_MS: u64 = 60_000;

/// A filter that is ready to count.
struct Counter {
    filter: StoredMetricFilter,
    pattern: Pattern,
    /// The value, where it is always the same.
    fixed: Option<f64>,
}

/// Of which metric and minute.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    namespace: String,
    name: String,
    dimensions: Vec<(String, String)>,
    unit: String,
    minute_ms: u64,
}

/// What was counted of it.
#[derive(Default)]
struct Tally {
    count: f64,
    sum: f64,
    minimum: f64,
    maximum: f64,
    /// How often each value came, by its bits.
    values: HashMap<u64, f64>,
}

impl Logs {
    /// Counts the next events of a group.
    pub(super) async fn count(&self, place: &Place, group: &StoredGroup) -> Result<Step, Fault> {
        let _counting = self.followers.counting.lock().await;
        let id = group.id();
        let Some(progress) = self.engine.progress(id, Follower::METRICS)? else { return Ok(Step::Gone) };
        let (measure, source) = (self.dispatch.measure(), format!("logs/{}", id.0));
        let kept = measure.map_or(Ok(0), |measure| measure.sequence(place, &source))?;
        let unseen = self.engine.unseen(id, progress.max(kept), FOLLOW_EVENTS_MAX, FOLLOW_BYTES_MAX)?;
        let Some(last) = unseen.last else {
            if kept > progress {
                self.engine.advance(id, Follower::METRICS, kept).await?;
            }
            return Ok(Step::Idle);
        };
        let counters = self.engine.metric_filters(id, "")?.into_iter().map(Counter::new);
        let counters = counters.collect::<Result<Vec<_>, _>>()?;
        let oldest_ms = self.engine.now().0.saturating_sub(EVENT_AGE_MS_MAX - MINUTE_MS);
        let (tallies, full) = tally(&counters, unseen.events.iter().map(|(_, event)| event), oldest_ms);
        let last = full.unwrap_or(last);
        let samples: Vec<_> = tallies.into_iter().map(sample).collect();
        if let Some(measure) = measure.filter(|_| !samples.is_empty()) {
            let (place, keeping) = (place.clone(), Keeping::Add { sequence: last });
            measure.report(Report { place, source, keeping, samples }).await?;
        }
        self.engine.advance(id, Follower::METRICS, last).await?;
        Ok(Step::More)
    }
}

/// What the counters count. Where that becomes too much for one report, it ends with the event whose number is told.
fn tally<'e>(
    counters: &[Counter],
    events: impl Iterator<Item = &'e Event>,
    oldest_ms: u64,
) -> (BTreeMap<Key, Tally>, Option<u64>) {
    let mut tallies: BTreeMap<Key, Tally> = BTreeMap::new();
    for event in events {
        if event.at.timestamp_ms >= oldest_ms {
            for counter in counters {
                if let Some((key, value)) = counter.value(event) {
                    tallies.entry(key).or_default().add(value);
                }
            }
        }
        if tallies.len() > REPORT_SAMPLES_MAX {
            return (tallies, Some(event.at.sequence));
        }
    }
    (tallies, None)
}

impl Counter {
    fn new(filter: StoredMetricFilter) -> Result<Self, Fault> {
        let pattern = Pattern::parse(&filter.pattern).map_err(damaged)?;
        let fixed = filter.value.trim().parse().ok();
        Ok(Self { filter, pattern, fixed })
    }

    /// What an event counts for.
    fn value(&self, event: &Event) -> Option<(Key, f64)> {
        let filter = &self.filter;
        if (event.at.sequence as i64) < filter.since {
            return None;
        }
        let mut dimensions = Vec::with_capacity(filter.dimensions.len());
        let value = match self.pattern.read(&event.message) {
            None => filter.default_value?,
            Some(reading) => {
                for (name, reference) in &filter.dimensions {
                    let value = reading.value(reference)?;
                    let sound =
                        !value.is_empty() && value.len() <= DIMENSION_VALUE_MAX && !value.contains('\0');
                    dimensions.push((name.clone(), sound.then_some(value)?));
                }
                match self.fixed {
                    Some(fixed) => fixed,
                    None => reading.value(&filter.value)?.trim().parse().ok()?,
                }
            }
        };
        let key = Key {
            namespace: filter.namespace.clone(),
            name: filter.metric.clone(),
            dimensions,
            unit: filter.unit.clone().unwrap_or_else(|| "None".to_owned()),
            minute_ms: event.at.timestamp_ms - event.at.timestamp_ms % MINUTE_MS,
        };
        (value.is_finite() && value.abs() <= VALUE_MAX).then_some((key, value))
    }
}

impl Tally {
    fn add(&mut self, value: f64) {
        self.minimum = if self.count == 0.0 { value } else { self.minimum.min(value) };
        self.maximum = if self.count == 0.0 { value } else { self.maximum.max(value) };
        self.count += 1.0;
        self.sum += value;
        *self.values.entry(value.to_bits()).or_default() += 1.0;
    }
}

fn sample((key, tally): (Key, Tally)) -> Sample {
    Sample {
        namespace: key.namespace.into(),
        name: key.name.into(),
        dimensions: key.dimensions.into_iter().map(|(name, value)| (name.into(), value)).collect(),
        unit: key.unit.into(),
        minute: Timestamp(key.minute_ms),
        count: tally.count,
        sum: tally.sum,
        minimum: tally.minimum,
        maximum: tally.maximum,
        values: tally.values.into_iter().map(|(bits, count)| (f64::from_bits(bits), count)).collect(),
    }
}
