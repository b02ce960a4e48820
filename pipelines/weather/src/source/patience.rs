//! How often and how long something is tried again.

use std::time::Duration;

use kernel::Random;
use tokio::time::Instant;

use super::SourceError;

/// Bounds of trying again.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// The first wait, about; each is up to twice the last.
    pub first: Duration,
    /// No wait is longer.
    pub longest: Duration,
    /// After this nothing is tried again.
    pub total: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(200),
            longest: Duration::from_secs(10),
            total: Duration::from_secs(180),
        }
    }
}

/// The tries of one thing.
pub struct Tries<'r> {
    patience: Patience,
    random: &'r dyn Random,
    since: Instant,
    count: u32,
}

impl<'r> Tries<'r> {
    /// The first try begins now.
    pub fn new(patience: Patience, random: &'r dyn Random) -> Self {
        Self { patience, random, since: Instant::now(), count: 0 }
    }

    /// Waits until the next try, or says that it was enough. `reason` is what went wrong.
    pub async fn again(&mut self, reason: String) -> Result<(), SourceError> {
        self.count += 1;
        let waited = self.since.elapsed();
        if waited >= self.patience.total {
            return Err(SourceError::Exhausted { tries: self.count, waited, reason });
        }
        tokio::time::sleep(self.wait()).await;
        Ok(())
    }

    /// Between half of what is due and all of it: whoever was refused together does not come again together.
    fn wait(&self) -> Duration {
        let doublings = (self.count - 1).min(20);
        let due = self.patience.first.saturating_mul(1 << doublings).min(self.patience.longest);
        let share = (self.random.u64() >> 11) as f64 / (1u64 << 53) as f64;
        due.mul_f64(0.5 + 0.5 * share)
    }
}

#[cfg(test)]
mod tests {
    use kernel::SeededRandom;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn waits_grow_and_differ_and_end() {
        let patience = Patience {
            first: Duration::from_millis(100),
            longest: Duration::from_secs(2),
            total: Duration::from_secs(10),
        };
        let random = SeededRandom::new(1);
        let mut tries = Tries::new(patience, &random);
        let (start, mut waits) = (Instant::now(), Vec::new());
        let ended = loop {
            let before = Instant::now();
            match tries.again("busy".to_owned()).await {
                Ok(()) => waits.push(before.elapsed()),
                Err(error) => break error,
            }
        };
        for (wait, due) in waits.iter().zip([100, 200, 400, 800, 1600, 2000, 2000]) {
            let due = Duration::from_millis(due);
            // Tokio's clock has whole milliseconds.
            assert!((due / 2..=due + Duration::from_millis(1)).contains(wait), "{waits:?}");
        }
        assert!(waits[5..].windows(2).any(|two| two[0] != two[1]), "{waits:?}");
        assert!((10..13).contains(&start.elapsed().as_secs()));
        let text = ended.to_string();
        assert!(text.starts_with("gave up after ") && text.ends_with("busy"), "{text}");
    }
}
