//! What a shard may take and give in a second.

use kernel::Timestamp;

/// A bucket that refills by `per_second` and holds one second's worth. A draw passes while the bucket is
/// not in debt and, for `all`, holds as much as is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    per_second: u64,
    /// Thousandths of a token, so that milliseconds refill exactly; negative is debt.
    thousandths: i64,
    filled: Timestamp,
}

impl Bucket {
    /// A full bucket.
    pub fn new(per_second: u64) -> Self {
        Self { per_second, thousandths: (per_second * 1000) as i64, filled: Timestamp(0) }
    }

    fn refill(&mut self, now: Timestamp) {
        let gained = now.millis_since(self.filled).min(60_000) * self.per_second;
        self.filled = self.filled.max(now);
        self.thousandths =
            self.thousandths.saturating_add(gained as i64).min((self.per_second * 1000) as i64);
    }

    /// Whether `amount` is there at `now`; it is not taken yet.
    pub fn has(&mut self, amount: u64, now: Timestamp) -> bool {
        self.refill(now);
        self.thousandths >= (amount * 1000) as i64
    }

    /// Whether the bucket is out of debt at `now`.
    pub fn is_open(&mut self, now: Timestamp) -> bool {
        self.refill(now);
        self.thousandths >= 0
    }

    /// Takes `amount`, into debt if need be.
    pub fn take(&mut self, amount: u64) {
        self.thousandths -= (amount * 1000) as i64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_refills_a_seconds_worth() {
        let mut bucket = Bucket::new(5);
        let start = Timestamp(1_000_000);
        assert!(bucket.has(5, start));
        bucket.take(5);
        assert!(!bucket.has(1, start) && bucket.has(1, Timestamp(start.0 + 200)));
        bucket.take(11);
        assert!(!bucket.is_open(Timestamp(start.0 + 2000)), "ten in debt take two seconds and more");
        assert!(bucket.is_open(Timestamp(start.0 + 2300)));
        assert!(bucket.has(5, Timestamp(start.0 + 90_000)) && !bucket.has(6, Timestamp(start.0 + 90_000)));
    }
}
