//! Samples of one metric: how many, their sum, the least and the greatest. Adding one is four additions.

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SampleSet {
    /// How many.
    pub count: f64,
    /// Their sum.
    pub sum: f64,
    /// The least.
    pub minimum: f64,
    /// The greatest.
    pub maximum: f64,
}

impl Default for SampleSet {
    /// No sample.
    fn default() -> Self {
        Self { count: 0.0, sum: 0.0, minimum: f64::INFINITY, maximum: f64::NEG_INFINITY }
    }
}

impl SampleSet {
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

    /// Adds its 32 bytes to `bytes`: count, sum, least and greatest, as IEEE doubles, big-endian.
    pub fn encode(&self, bytes: &mut Vec<u8>) {
        for number in [self.count, self.sum, self.minimum, self.maximum] {
            bytes.extend(number.to_be_bytes());
        }
    }

    /// Takes what [`Self::encode`] added off the beginning of `bytes`.
    pub fn decode(bytes: &mut &[u8]) -> Option<Self> {
        let mut number = || {
            let (first, rest) = bytes.split_first_chunk::<8>()?;
            *bytes = rest;
            Some(f64::from_be_bytes(*first))
        };
        Some(Self { count: number()?, sum: number()?, minimum: number()?, maximum: number()? })
    }

    /// Whether there is no sample.
    pub fn is_empty(&self) -> bool {
        self.count == 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned_and_read_back() {
        let mut tally = SampleSet::of(2.0);
        tally.add(-1.0);
        let mut bytes = Vec::new();
        tally.encode(&mut bytes);
        let pinned = "40000000000000003ff0000000000000bff00000000000004000000000000000";
        assert_eq!(kernel::to_hex(&bytes), pinned);
        let mut rest = bytes.as_slice();
        assert_eq!((SampleSet::decode(&mut rest), rest.len()), (Some(tally), 0));
        assert_eq!(SampleSet::decode(&mut &bytes[..31]), None);
    }
}
