//! Figures put as samples: each in its namespace, with its dimensions and its unit.

use kernel::Timestamp;

use super::{Sample, SampleSet, Spread};

/// Which minute since 1970.
pub(super) fn minute_of(at: Timestamp) -> u64 {
    at.0 / 60_000
}

/// Figures of one source in one minute.
pub trait Figures: Default {
    /// Says them.
    fn say(&self, samples: &mut Samples<'_>);
}

/// Takes samples of one minute and one set of dimensions.
pub struct Samples<'a> {
    all: &'a mut Vec<Sample>,
    namespace: &'static str,
    dimensions: Vec<(&'static str, String)>,
    minute: Timestamp,
}

impl<'a> Samples<'a> {
    /// Samples of `namespace` with `dimensions` in the minute of `minute`, added to `all`.
    pub fn new(
        all: &'a mut Vec<Sample>,
        namespace: &'static str,
        dimensions: Vec<(&'static str, String)>,
        minute: Timestamp,
    ) -> Self {
        Self { all, namespace, dimensions, minute }
    }

    /// The same with one more dimension.
    pub fn with(&mut self, name: &'static str, value: &str) -> Samples<'_> {
        let mut dimensions = self.dimensions.clone();
        dimensions.push((name, value.to_owned()));
        Samples { all: self.all, namespace: self.namespace, dimensions, minute: self.minute }
    }

    /// The same with no dimension.
    pub fn of_all(&mut self) -> Samples<'_> {
        Samples { all: self.all, namespace: self.namespace, dimensions: Vec::new(), minute: self.minute }
    }

    /// Says `tally`, if there is a sample.
    pub fn tally(&mut self, name: &'static str, unit: &'static str, tally: &SampleSet) {
        self.push(name, unit, tally, Vec::new());
    }

    /// Says `count` samples of 1, if there are any.
    pub fn count(&mut self, name: &'static str, count: u64) {
        let count = count as f64;
        self.push(name, "Count", &SampleSet { count, sum: count, minimum: 1.0, maximum: 1.0 }, Vec::new());
    }

    /// Says `spread`, if there is a sample.
    pub fn spread(&mut self, name: &'static str, unit: &'static str, spread: &Spread) {
        self.push(name, unit, spread.tally(), spread.values());
    }

    fn push(&mut self, name: &'static str, unit: &'static str, tally: &SampleSet, values: Vec<(f64, f64)>) {
        if tally.is_empty() {
            return;
        }
        self.all.push(Sample {
            namespace: self.namespace.into(),
            name: name.into(),
            dimensions: self.dimensions.iter().map(|(name, value)| ((*name).into(), value.clone())).collect(),
            unit: unit.into(),
            minute: self.minute,
            count: tally.count,
            sum: tally.sum,
            minimum: tally.minimum,
            maximum: tally.maximum,
            values,
        });
    }
}
