//! Samples of one metric: how many, their sum, the least and the greatest. Adding one is four additions.

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tally {
    /// How many.
    pub count: f64,
    /// Their sum.
    pub sum: f64,
    /// The least.
    pub minimum: f64,
    /// The greatest.
    pub maximum: f64,
}

impl Default for Tally {
    /// No sample.
    fn default() -> Self {
        Self { count: 0.0, sum: 0.0, minimum: f64::INFINITY, maximum: f64::NEG_INFINITY }
    }
}

impl Tally {
    /// One sample.
    pub fn of(value: f64) -> Self {
        Self { count: 1.0, sum: value, minimum: value, maximum: value }
    }

    /// Adds a sample.
    pub fn add(&mut self, value: f64) {
        self.merge(&Self::of(value));
    }

    /// Adds the samples of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.minimum = self.minimum.min(other.minimum);
        self.maximum = self.maximum.max(other.maximum);
    }

    /// Whether there is no sample.
    pub fn is_empty(&self) -> bool {
        self.count == 0.0
    }
}
