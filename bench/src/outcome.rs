//! Latencies and what is printed of them.

use serde_json::{Map, Value, json};

use crate::Target;

/// Latencies of operations that succeeded, in microseconds, in no order.
#[derive(Default)]
pub struct Latencies(pub Vec<u32>);

impl Latencies {
    /// Adds one.
    pub fn add(&mut self, took: std::time::Duration) {
        self.0.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    /// The latency, in milliseconds, that this share (0 to 1) of the operations did not exceed.
    pub fn quantile(&mut self, share: f64) -> f64 {
        if self.0.is_empty() {
            return f64::NAN;
        }
        self.0.sort_unstable();
        let rank = (share * self.0.len() as f64).ceil() as usize;
        f64::from(self.0[rank.clamp(1, self.0.len()) - 1]) / 1000.0
    }
}

/// One line of results: what was measured and its numbers, each named with its unit.
pub struct Outcome {
    name: String,
    numbers: Vec<(&'static str, f64)>,
}

impl Outcome {
    /// An outcome without numbers yet.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), numbers: Vec::new() }
    }

    /// Adds a number; its name ends with its unit.
    pub fn with(mut self, name: &'static str, value: f64) -> Self {
        self.numbers.push((name, value));
        self
    }

    /// Adds the median and the 99th percentile.
    pub fn with_latencies(self, latencies: &mut Latencies) -> Self {
        let (p50, p99) = (latencies.quantile(0.50), latencies.quantile(0.99));
        self.with("p50_ms", p50).with("p99_ms", p99)
    }

    /// For programs: one JSON object.
    pub fn json(&self, target: &Target) -> String {
        let mut object = Map::new();
        object.insert("target".to_owned(), json!(target.target_name));
        object.insert("measure".to_owned(), json!(self.name));
        object.extend(self.numbers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
        Value::Object(object).to_string()
    }

    /// For people.
    pub fn line(&self, target: &Target) -> String {
        let numbers = self.numbers.iter().map(|(name, value)| format!("{name} {}", rounded(*value)));
        format!("{:<12} {:<24} {}", target.target_name, self.name, numbers.collect::<Vec<_>>().join("  "))
    }
}

fn rounded(value: f64) -> String {
    if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

#[cfg(test)]
mod tests {
    use super::Latencies;

    #[test]
    fn quantiles_are_of_what_was_added() {
        let mut latencies = Latencies((1..=100).rev().map(|n| n * 1000).collect());
        assert_eq!(latencies.quantile(0.50), 50.0);
        assert_eq!(latencies.quantile(0.99), 99.0);
        assert_eq!(latencies.quantile(1.0), 100.0);
        assert!(Latencies::default().quantile(0.5).is_nan());
    }
}
