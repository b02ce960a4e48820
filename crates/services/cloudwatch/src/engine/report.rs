//! What services of the house measured: each source has rows of its own, so that a report that comes again changes
//! nothing.

use dispatch::{Keeping, Report, Sample};
use kernel::Place;
use storage::Transaction;

use super::keys::{self, RowKey};
use super::level::{LEVELS, MINUTES};
use super::put::{add, count_up, next, number_of};
use super::{Engine, EngineError, MetricName, Result, Summary};
use crate::limits::{AHEAD_MS, PAST_MS, SOURCES_MAX};
use cloudwatch_api::StandardUnit;

/// The version of the stored form.
const VERSION: u8 = 1;
/// Most samples of a report.
const SAMPLES_MAX: usize = 100_000;

/// What is stored of a source: version (1 byte), number (4), sequence (8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct StoredSource {
    number: u32,
    sequence: u64,
}

impl StoredSource {
    fn encode(self) -> Vec<u8> {
        [&[VERSION][..], &self.number.to_be_bytes(), &self.sequence.to_be_bytes()].concat()
    }

    fn decode(bytes: &[u8]) -> Result<Self> {
        match bytes {
            [VERSION, a, b, c, d, sequence @ ..] => {
                Ok(Self { number: u32::from_be_bytes([*a, *b, *c, *d]), sequence: keys::number(sequence)? })
            }
            _ => Err(EngineError::Corrupt("a source")),
        }
    }
}

impl Engine {
    /// Keeps `report`, whole or not at all and once; answers when it is durable.
    pub async fn report(&self, report: Report) -> Result<()> {
        let now = self.now();
        let Report { place, source, keeping, samples } = report;
        if samples.len() > SAMPLES_MAX || source.is_empty() || source.len() > 255 {
            return Err(EngineError::BadReport(format!("source `{source}`, {} samples", samples.len())));
        }
        if keeping == (Keeping::Add { sequence: 0 }) {
            return Err(EngineError::BadReport("sequences begin at 1".to_owned()));
        }
        let mut rows = Vec::with_capacity(samples.len());
        for sample in samples {
            let minute = sample.minute.0;
            if minute + PAST_MS < now.0 || minute > now.0 + AHEAD_MS {
                return Err(EngineError::BadReport(format!("a sample of {}", sample.minute.iso8601())));
            }
            let start_s =
                sample.minute.seconds() - sample.minute.seconds() % LEVELS[usize::from(MINUTES)].width_s;
            let (metric, unit, summary) = parts(sample)?;
            rows.push((metric.key(&place), start_s, unit, summary));
        }
        let work = move |store: &mut Transaction| {
            let key = keys::source(&place, &source);
            let stored = match store.get(&key)? {
                Some(stored) => StoredSource::decode(&stored)?,
                None => new_source(store, &place, &key)?,
            };
            if let Keeping::Add { sequence } = keeping {
                if sequence <= stored.sequence {
                    return Ok(());
                }
                store.put(key, StoredSource { sequence, ..stored }.encode());
            }
            for (metric, start_s, unit, summary) in &rows {
                let metric = number_of(store, &place, metric, now)?;
                let key =
                    RowKey { level: MINUTES, metric, start_s: *start_s, unit: *unit, source: stored.number };
                match keeping {
                    Keeping::Replace => store.put(key.encode(), summary.encode()),
                    Keeping::Add { .. } => add(store, &key, summary)?,
                }
            }
            Ok(())
        };
        self.store()?.write(work).await?
    }

    /// The sequence number of the last additions that were kept of `source`.
    pub fn sequence(&self, place: &Place, source: &str) -> Result<u64> {
        let Some(store) = self.store_if_used()? else { return Ok(0) };
        let stored = store.get(&keys::source(place, source))?;
        stored.map_or(Ok(0), |stored| StoredSource::decode(&stored).map(|source| source.sequence))
    }
}

fn new_source(store: &mut Transaction, place: &Place, key: &[u8]) -> Result<StoredSource> {
    count_up(store, keys::source_count(place), SOURCES_MAX)
        .ok_or(EngineError::TooManySources(SOURCES_MAX))??;
    let number = next(store, keys::NEXT_SOURCE)?;
    let number = u32::try_from(number).map_err(|_| EngineError::TooManySources(SOURCES_MAX))?;
    let source = StoredSource { number, sequence: 0 };
    store.put(key.to_vec(), source.encode());
    Ok(source)
}

fn parts(sample: Sample) -> Result<(MetricName, u8, Summary)> {
    let Sample { namespace, name, dimensions, unit, count, sum, minimum, maximum, values, .. } = sample;
    let known = StandardUnit::NAMES.iter().position(|name| *name == unit);
    let known = known
        .and_then(|known| u8::try_from(known).ok())
        .ok_or_else(|| EngineError::BadReport(format!("the unit `{unit}`")))?;
    let numbers = [count, sum, minimum, maximum];
    if !numbers.iter().all(|number| number.is_finite()) || count <= 0.0 || minimum > maximum {
        return Err(EngineError::BadReport(format!("`{name}` of {numbers:?}")));
    }
    let mut summary = Summary::of_set(count, sum, minimum, maximum);
    if !values.is_empty() {
        summary.opaque = false;
        summary.values = super::Distribution::default();
        values.iter().for_each(|(value, count)| summary.values.add(*value, *count));
    }
    let dimensions: Vec<_> = dimensions.into_iter().map(|(name, value)| (name.into_owned(), value)).collect();
    let sound = dimensions.iter().all(|(_, value)| !value.is_empty() && !value.contains('\0'));
    if !sound || dimensions.len() > 30 {
        return Err(EngineError::BadReport(format!("the dimensions of `{name}`")));
    }
    Ok((MetricName::new(namespace.into_owned(), name.into_owned(), dimensions), known, summary))
}
