//! So many requests a second and no more: they are spaced, so that no second has more, however it is counted.

use std::time::Duration;

use tokio::time::Instant;

/// Spaces requests.
pub struct Pace {
    spacing: Duration,
    next: Option<Instant>,
}

impl Pace {
    /// `per_second` requests a second. A twentieth slower than that, as not all take the same time to arrive.
    pub fn new(per_second: u32) -> Self {
        Self { spacing: Duration::from_millis(1050) / per_second.max(1), next: None }
    }

    /// Returns when the next request may be sent.
    pub async fn turn(&mut self) {
        let now = Instant::now();
        let turn = self.next.map_or(now, |next| next.max(now));
        self.next = Some(turn + self.spacing);
        tokio::time::sleep_until(turn).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn no_second_has_more_than_five() {
        let mut pace = Pace::new(5);
        let mut turns = Vec::new();
        for number in 0..40 {
            pace.turn().await;
            turns.push(Instant::now());
            if number == 20 {
                // Who was slow may not catch up.
                tokio::time::advance(Duration::from_secs(3)).await;
            }
        }
        for window in turns.windows(6) {
            assert!(window[5].duration_since(window[0]) > Duration::from_secs(1));
        }
        assert!(turns[20].duration_since(turns[0]) < Duration::from_secs(5));
    }
}
