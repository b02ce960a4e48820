//! The values of a data point and how often each came: exact while they are few, then in buckets that grow with the
//! values, as AWS keeps them too.
//!
//! Up to [`DISTINCT_MAX`] distinct values are kept as they are. Beyond that each stands for its bucket: at coarseness
//! `k` the bounds of buckets are powers of `1.01 ^ 2^(k-1)`, so a value is off by half of that at most: 0.5 % at
//! first, 1 %, 2 %, … as the values spread. Bounds of one coarseness are bounds of the finer ones, so that it does
//! not matter in which order values came together. Counts are exact always.

use crate::limits::DISTINCT_MAX;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distribution {
    coarseness: u8,
    /// Ascending values, with their counts.
    values: Vec<(f64, f64)>,
}

impl Distribution {
    /// Values and counts as they are stored.
    pub fn of_parts(coarseness: u8, values: Vec<(f64, f64)>) -> Self {
        Self { coarseness, values }
    }

    /// How coarse it is; 0 where it is exact.
    pub fn coarseness(&self) -> u8 {
        self.coarseness
    }

    /// The values, ascending, and how often each came.
    pub fn values(&self) -> &[(f64, f64)] {
        &self.values
    }

    /// Adds `count` times `value`.
    pub fn add(&mut self, value: f64, count: f64) {
        let value = bucket(value, self.coarseness);
        match self.values.binary_search_by(|(other, _)| other.total_cmp(&value)) {
            Ok(at) => self.values[at].1 += count,
            Err(at) => self.values.insert(at, (value, count)),
        }
        self.fit();
    }

    /// Adds all of `other`.
    pub fn merge(&mut self, other: &Self) {
        let coarseness = self.coarseness.max(other.coarseness);
        let mut all: Vec<_> = [&self.values, &other.values]
            .into_iter()
            .flatten()
            .copied()
            .map(|(value, count)| (bucket(value, coarseness), count))
            .collect();
        all.sort_by(|(left, _), (right, _)| left.total_cmp(right));
        self.values = together(all);
        self.coarseness = coarseness;
        self.fit();
    }

    fn fit(&mut self) {
        while self.values.len() > DISTINCT_MAX {
            self.coarseness += 1;
            let coarseness = self.coarseness;
            self.values.iter_mut().for_each(|(value, _)| *value = bucket(*value, coarseness));
            self.values = together(std::mem::take(&mut self.values));
        }
    }
}

/// Neighbours of the same value as one.
fn together(values: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut merged: Vec<(f64, f64)> = Vec::with_capacity(values.len());
    for (value, count) in values {
        match merged.last_mut() {
            Some((last, sum)) if *last == value => *sum += count,
            _ => merged.push((value, count)),
        }
    }
    merged
}

/// What stands for `value` at a coarseness: the middle of its bucket.
fn bucket(value: f64, coarseness: u8) -> f64 {
    // Both zeros are one value.
    if value == 0.0 {
        return 0.0;
    }
    if coarseness == 0 {
        return value;
    }
    let width = 1.01f64.ln() * 2f64.powi(i32::from(coarseness) - 1);
    let number = (value.abs().ln() / width).floor();
    ((number + 0.5) * width).exp().copysign(value)
}
