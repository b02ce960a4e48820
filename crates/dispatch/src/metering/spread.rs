//! Samples whose percentiles are asked for: a [`SampleSet`], and how often values came, in buckets.
//!
//! A bucket is 1/16 of a power of two wide, of thousandths: 3 % off at most. Values that fall together are said as the
//! middle of theirs, but within the least and the greatest, so that one sample, and equal ones, are exact.

use super::SampleSet;

/// Bits of a value that tell buckets of one power of two apart.
const FRACTION_BITS: u32 = 4;
/// Powers of two of thousandths: up to a month of milliseconds.
const POWERS: usize = 42;
const BUCKETS: usize = POWERS << FRACTION_BITS;

/// See the module.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    tally: SampleSet,
    /// Made by the first sample: most sources have none in most minutes.
    counts: Option<Box<[u32; BUCKETS]>>,
}

/// The bucket of a value.
fn bucket(value: f64) -> usize {
    // Casting takes what is negative to nothing and what is too large to the greatest.
    let thousandths = (value * 1000.0) as u64;
    if thousandths < 1 << FRACTION_BITS {
        return thousandths as usize;
    }
    let power = thousandths.ilog2() - FRACTION_BITS;
    let number =
        ((power as usize + 1) << FRACTION_BITS) + ((thousandths >> power) as usize - (1 << FRACTION_BITS));
    number.min(BUCKETS - 1)
}

/// The middle of a bucket.
fn middle(bucket: usize) -> f64 {
    let (power, fraction) = (bucket >> FRACTION_BITS, bucket & ((1 << FRACTION_BITS) - 1));
    if power == 0 {
        return (fraction as f64 + 0.5) / 1000.0;
    }
    let least = ((1 << FRACTION_BITS) + fraction) as f64;
    (least + 0.5) * (1u64 << (power - 1)) as f64 / 1000.0
}

impl Spread {
    /// Adds a sample.
    pub fn add(&mut self, value: f64) {
        self.tally.add(value);
        let counts = self.counts.get_or_insert_with(|| Box::new([0; BUCKETS]));
        let count = &mut counts[bucket(value)];
        *count = count.saturating_add(1);
    }

    /// Count, sum and extremes.
    pub fn tally(&self) -> &SampleSet {
        &self.tally
    }

    /// Values and how often each came.
    pub fn values(&self) -> Vec<(f64, f64)> {
        let counts = self.counts.iter().flat_map(|counts| counts.iter().enumerate());
        let there = counts.filter(|(_, count)| **count > 0);
        let within = |value: f64| value.clamp(self.tally.minimum, self.tally.maximum);
        there.map(|(bucket, count)| (within(middle(bucket)), f64::from(*count))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_said_to_three_per_cent() {
        for value in [0.0, 0.001, 0.017, 0.5, 1.0, 3.25, 17.0, 999.0, 12_345.678, 1e9, 1e12] {
            let said = middle(bucket(value));
            assert!((said - value).abs() <= (value / 30.0).max(0.001) || value > 1e9, "{value}: {said}");
        }
        assert!((0..BUCKETS).all(|number| bucket(middle(number)) == number));
    }

    #[test]
    fn counts_add_up_and_equal_values_are_exact() {
        let mut spread = Spread::default();
        spread.add(12.5);
        assert_eq!(spread.values(), [(12.5, 1.0)]);
        for _ in 0..99 {
            spread.add(2.0);
        }
        let values = spread.values();
        assert_eq!(values.iter().map(|(_, count)| count).sum::<f64>(), spread.tally().count);
        assert_eq!((spread.tally().sum, spread.tally().minimum, spread.tally().maximum), (210.5, 2.0, 12.5));
        assert!(Spread::default().values().is_empty());
    }
}
