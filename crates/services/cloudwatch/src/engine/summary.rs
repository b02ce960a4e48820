//! What is kept of the samples of one period: count, sum, extremes, and values where they are known.
//! `docs/formats/cloudwatch.md` states the bytes.

use super::{Distribution, EngineError, Result};

/// The version of the stored form.
const VERSION: u8 = 1;
/// Bytes before the values.
const HEAD_BYTES: usize = 36;

/// See the module. Never without a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// How many samples.
    pub count: f64,
    /// Their sum.
    pub sum: f64,
    /// The least.
    pub minimum: f64,
    /// The greatest.
    pub maximum: f64,
    /// Whether some samples came as a set, so that their values are not known.
    pub opaque: bool,
    /// The values that are known.
    pub values: Distribution,
}

impl Summary {
    /// `count` times `value`.
    pub fn of_value(value: f64, count: f64) -> Self {
        let mut values = Distribution::default();
        values.add(value, count);
        Self { count, sum: value * count, minimum: value, maximum: value, opaque: false, values }
    }

    /// A set whose values nobody knows, unless there is but one: AWS's condition for percentiles of such.
    pub fn of_set(count: f64, sum: f64, minimum: f64, maximum: f64) -> Self {
        let mut values = Distribution::default();
        let single = minimum == maximum || count == 1.0;
        if single {
            values.add(minimum, count);
        }
        Self { count, sum, minimum, maximum, opaque: !single, values }
    }

    /// Adds the samples of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.sum += other.sum;
        self.minimum = self.minimum.min(other.minimum);
        self.maximum = self.maximum.max(other.maximum);
        self.opaque |= other.opaque;
        self.values.merge(&other.values);
    }

    /// The stored form.
    pub fn encode(&self) -> Vec<u8> {
        let values = self.values.values();
        let mut bytes = Vec::with_capacity(HEAD_BYTES + values.len() * 16);
        bytes.extend([VERSION, u8::from(self.opaque), self.values.coarseness(), 0]);
        for number in [self.count, self.sum, self.minimum, self.maximum] {
            bytes.extend(number.to_be_bytes());
        }
        for (value, count) in values {
            bytes.extend(value.to_be_bytes());
            bytes.extend(count.to_be_bytes());
        }
        bytes
    }

    /// What `bytes` say; the values only where they are asked for.
    pub fn decode(bytes: &[u8], with_values: bool) -> Result<Self> {
        let damaged = || EngineError::Corrupt("a data point");
        let (head, tail) = bytes.split_at_checked(HEAD_BYTES).ok_or_else(damaged)?;
        let (numbers, rest) = head[4..].as_chunks::<8>();
        let (pairs, odd) = tail.as_chunks::<16>();
        if head[0] != VERSION || head[1] > 1 || head[3] != 0 || !rest.is_empty() || !odd.is_empty() {
            return Err(damaged());
        }
        let [count, sum, minimum, maximum] = [0, 1, 2, 3].map(|at| f64::from_be_bytes(numbers[at]));
        let pairs = if with_values { pairs } else { &[] };
        let pairs = pairs.iter().map(|pair| {
            let (value, count) = pair.split_at(8);
            let number = |bytes: &[u8]| f64::from_be_bytes(bytes.try_into().expect("invariant: eight bytes"));
            (number(value), number(count))
        });
        let values = Distribution::of_parts(head[2], pairs.collect());
        Ok(Self { count, sum, minimum, maximum, opaque: head[1] == 1, values })
    }
}
