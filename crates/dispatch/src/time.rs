//! Waiting for times of the house's clock, which can be moved and can stand still.
//!
//! What stands for time that AWS's users see (retention, windows, intervals, delays) waits here; what stands for the
//! machine's own (a network, a process) waits by tokio. Who moves the clock tells so, and all who wait look at once.

use std::time::Duration;

use kernel::Timestamp;

use crate::Dispatch;

/// How often the clock is looked at all the same: tests move theirs and tell nobody.
const LOOK_EVERY: Duration = Duration::from_secs(1);

impl Dispatch {
    /// Tells all who wait for a time that the clock was moved, stopped or started.
    pub fn tell_clock_moved(&self) {
        self.moves().send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Waits until the house's clock says `time`; longer than that where it stands still.
    pub async fn wait_until(&self, time: Timestamp) {
        let mut moves = self.moves().subscribe();
        loop {
            moves.borrow_and_update();
            let left_ms = time.millis_since(self.clock().now());
            if left_ms == 0 {
                return;
            }
            // Either way the clock is looked at.
            let look = Duration::from_millis(left_ms).min(LOOK_EVERY);
            let _ = tokio::time::timeout(look, moves.changed()).await;
        }
    }

    /// Waits until the clock is moved, stopped or started, or until `most` is over by the machine's clock.
    pub async fn wait_for_move(&self, most: Duration) {
        let mut moves = self.moves().subscribe();
        let _ = tokio::time::timeout(most, moves.changed()).await;
    }

    /// Waits for `time` by the machine's clock, or by the house's if that is moved so far: for what is worth waiting
    /// for only while there may be more to come, such as a window for records.
    pub async fn pass(&self, time: Duration) {
        let end = Timestamp(self.clock().now().0.saturating_add(time.as_millis() as u64));
        tokio::select! {
            () = tokio::time::sleep(time) => {}
            () = self.wait_until(end) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kernel::{Pace, SeededRandom, SystemClock};

    use super::*;

    #[tokio::test]
    async fn who_waits_is_woken_by_a_move_and_by_nothing_else() {
        let pace = Pace { shift_ms: 0, frozen_at: Some(Timestamp(1_000)) };
        let clock = Arc::new(SystemClock::with(pace));
        let house = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let waiting = tokio::spawn({
            let house = house.clone();
            async move { house.wait_until(Timestamp(90_000_000)).await }
        });
        while house.moves().receiver_count() == 0 {
            tokio::task::yield_now().await;
        }
        clock.go(Pace { frozen_at: Some(Timestamp(89_999_999)), ..pace });
        house.tell_clock_moved();
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished(), "one millisecond is left, and the clock stands");
        clock.go(Pace { frozen_at: Some(Timestamp(90_000_000)), ..pace });
        house.tell_clock_moved();
        waiting.await.unwrap();
        house.wait_until(Timestamp(5)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_pass_ends_by_either_clock() {
        let pace = Pace { shift_ms: 0, frozen_at: Some(Timestamp(1_000)) };
        let clock = Arc::new(SystemClock::with(pace));
        let house = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        house.pass(Duration::from_secs(5)).await;
        let began = tokio::time::Instant::now();
        let moving = async {
            clock.go(Pace { frozen_at: Some(Timestamp(61_000)), ..pace });
            house.tell_clock_moved();
        };
        tokio::join!(house.pass(Duration::from_secs(60)), moving);
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
}
