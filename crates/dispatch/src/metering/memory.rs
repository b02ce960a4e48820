//! Keeps metrics in memory: for tests of services, which must report as to the real one.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kernel::Place;
use wire::Fault;

use super::{Keeping, Measure, Name, Report, SampleSet};
use crate::Future;

/// Whose row, of which metric: source, namespace, name, dimensions, minute.
type Row = (Place, String, Name, Name, Vec<(Name, String)>, u64);

/// See the module.
#[derive(Debug, Default)]
pub struct MemoryMeasure {
    kept: Mutex<Kept>,
    refuses: AtomicBool,
}

#[derive(Debug, Default)]
struct Kept {
    rows: BTreeMap<Row, SampleSet>,
    sequences: BTreeMap<(Place, String), u64>,
}

impl MemoryMeasure {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on reports are refused, or taken again.
    pub fn refuse(&self, refuses: bool) {
        self.refuses.store(refuses, Ordering::Release);
    }

    /// All samples of the metric `name` with exactly these dimensions, of all times.
    pub fn total(&self, name: &str, dimensions: &[(&str, &str)]) -> SampleSet {
        let is = |of: &[(Name, String)]| {
            of.len() == dimensions.len()
                && of.iter().all(|(name, value)| dimensions.contains(&(name.as_ref(), value.as_str())))
        };
        let mut total = SampleSet::default();
        let kept = self.kept();
        let found = kept.rows.iter().filter(|((_, _, _, of, with, _), _)| *of == name && is(with));
        found.for_each(|(_, tally)| total.merge(tally));
        total
    }

    /// The names of the metrics there are.
    pub fn names(&self) -> Vec<Name> {
        let mut names: Vec<_> = self.kept().rows.keys().map(|row| row.3.clone()).collect();
        names.sort();
        names.dedup();
        names
    }
}

impl Measure for MemoryMeasure {
    fn report(&self, report: Report) -> Future<'_, Result<(), Fault>> {
        let Report { place, source, keeping, samples } = report;
        if self.refuses.load(Ordering::Acquire) {
            return Box::pin(async { Err(Fault::internal("reports are refused")) });
        }
        let mut kept = self.kept();
        if let Keeping::Add { sequence } = keeping {
            let last = kept.sequences.entry((place.clone(), source.clone())).or_default();
            if sequence <= *last {
                return Box::pin(async { Ok(()) });
            }
            *last = sequence;
        }
        for sample in samples {
            let minute = sample.minute.0 / 60_000;
            let row =
                (place.clone(), source.clone(), sample.namespace, sample.name, sample.dimensions, minute);
            let (count, sum) = (sample.count, sample.sum);
            let tally = SampleSet { count, sum, minimum: sample.minimum, maximum: sample.maximum };
            let before = kept.rows.entry(row).or_default();
            match keeping {
                Keeping::Replace => *before = tally,
                Keeping::Add { .. } => before.merge(&tally),
            }
        }
        Box::pin(async { Ok(()) })
    }

    fn sequence(&self, place: &Place, source: &str) -> Result<u64, Fault> {
        Ok(self.kept().sequences.get(&(place.clone(), source.to_owned())).copied().unwrap_or_default())
    }
}
