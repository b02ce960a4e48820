//! The house's clock, moved by people: forwards, to a time, stopped and started again.
//!
//! Invariants: it never goes backwards; how it goes is durable before it goes so, for what was written in "the future"
//! must not come to be later than now after a restart. Where it stands in a durable house it stands after a restart;
//! where it runs it runs on, by the machine's clock, while the house is down.
//! docs/decisions/0011-movable-clock.md says why.

mod kept;

use std::sync::Arc;

use dispatch::{Dispatch, Future};
use kernel::{Clock, Pace, SystemClock, Timestamp};
use storage::{StorageError, Volume};
use tokio::sync::Mutex;

pub use kept::kept_clock;

/// The latest time that it can be set to: 2200-01-01T00:00:00Z.
const LATEST: Timestamp = Timestamp(7_258_118_400_000);

/// What is done when the clock has moved, before whoever moved it is answered.
type AfterMove = Box<dyn Fn() -> Future<'static, ()> + Send + Sync>;

/// The clock of one house.
pub struct HouseTime {
    clock: Arc<SystemClock>,
    volume: Volume,
    dispatch: Dispatch,
    after_move: AfterMove,
    turn: Mutex<()>,
}

/// What the clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The house's time.
    pub now: Timestamp,
    /// The machine's.
    pub machine: Timestamp,
    /// Whether it stands still.
    pub is_frozen: bool,
}

/// Why the clock was not moved.
#[derive(Debug, thiserror::Error)]
pub enum TimeError {
    /// It goes forwards only.
    #[error("the clock says {}, and goes forwards only: what was written then would lie in the future", .now.iso8601())]
    Backwards {
        /// What it says.
        now: Timestamp,
    },
    /// Out of bounds.
    #[error("the clock can be moved up to {}", LATEST.iso8601())]
    TooFar,
    /// It could not be kept.
    #[error("the clock was not moved, as that could not be kept: {0}")]
    Storage(#[from] StorageError),
}

impl TimeError {
    /// Whether whoever asked must ask otherwise.
    pub fn is_asked_wrongly(&self) -> bool {
        !matches!(self, Self::Storage(_))
    }
}

impl HouseTime {
    /// The clock of the house around `dispatch`, kept on `volume`.
    pub fn new(clock: Arc<SystemClock>, volume: Volume, dispatch: Dispatch, after_move: AfterMove) -> Self {
        Self { clock, volume, dispatch, after_move, turn: Mutex::default() }
    }

    /// What it says.
    pub fn read(&self) -> Reading {
        let is_frozen = self.clock.pace().frozen_at.is_some();
        Reading { now: self.clock.now(), machine: SystemClock::machine_now(), is_frozen }
    }

    /// Moves it forwards by so many milliseconds. Whoever waits for a time is woken, and what has expired is dropped
    /// before this answers.
    pub async fn advance(&self, milliseconds: u64) -> Result<Reading, TimeError> {
        self.change(|pace, _| {
            let more = i64::try_from(milliseconds).map_err(|_| TimeError::TooFar)?;
            let shift_ms = pace.shift_ms.checked_add(more).ok_or(TimeError::TooFar)?;
            let frozen_at = pace.frozen_at.map(|time| Timestamp(time.0.saturating_add(milliseconds)));
            Ok(Pace { shift_ms, frozen_at })
        })
        .await
    }

    /// Moves it forwards to `time`; the same otherwise.
    pub async fn set(&self, time: Timestamp) -> Result<Reading, TimeError> {
        self.change(|pace, now| match pace.frozen_at {
            _ if time < now => Err(TimeError::Backwards { now }),
            Some(_) => Ok(Pace { frozen_at: Some(time), ..pace }),
            None => Ok(Pace { shift_ms: pace.shift_ms.saturating_add_unsigned(time.0 - now.0), ..pace }),
        })
        .await
    }

    /// Stops it where it is.
    pub async fn freeze(&self) -> Result<Reading, TimeError> {
        self.change(|pace, now| Ok(Pace { frozen_at: Some(now), ..pace })).await
    }

    /// Lets it go on from where it is.
    pub async fn resume(&self) -> Result<Reading, TimeError> {
        self.change(|pace, now| {
            let shift_ms = match pace.frozen_at {
                Some(_) => now.0 as i64 - SystemClock::machine_now().0 as i64,
                None => pace.shift_ms,
            };
            Ok(Pace { shift_ms, frozen_at: None })
        })
        .await
    }

    async fn change(
        &self,
        next: impl FnOnce(Pace, Timestamp) -> Result<Pace, TimeError>,
    ) -> Result<Reading, TimeError> {
        let _turn = self.turn.lock().await;
        let (pace, now) = (self.clock.pace(), self.clock.now());
        let next = next(pace, now)?;
        if next == pace {
            return Ok(self.read());
        }
        let wanted = SystemClock::with(next).now();
        if wanted > LATEST {
            return Err(TimeError::TooFar);
        }
        kept::keep(&self.volume, next)?;
        self.clock.go(next);
        self.dispatch.tell_clock_moved();
        (self.after_move)().await;
        Ok(self.read())
    }
}

#[cfg(test)]
mod tests {
    use kernel::SeededRandom;

    use super::*;

    fn house(volume: &Volume) -> HouseTime {
        let clock = Arc::new(kept_clock(volume).unwrap());
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        HouseTime::new(clock, volume.clone(), dispatch, Box::new(|| Box::pin(std::future::ready(()))))
    }

    #[tokio::test]
    async fn it_goes_forwards_stops_and_goes_on_and_stays_so_after_a_restart() {
        let volume = Volume::memory();
        let time = house(&volume);
        assert_eq!(time.read().now.millis_since(time.read().machine) / 1000, 0);
        let frozen = time.freeze().await.unwrap();
        assert!(frozen.is_frozen);
        assert_eq!(time.freeze().await.unwrap().now, frozen.now);
        let moved = time.advance(93_600_000).await.unwrap();
        assert_eq!(moved.now.0 - frozen.now.0, 93_600_000);
        let refused = time.set(frozen.now).await.unwrap_err().to_string();
        assert!(refused.contains("forwards only"), "{refused}");
        assert!(matches!(time.advance(u64::MAX).await, Err(TimeError::TooFar)));
        assert!(matches!(time.set(Timestamp(LATEST.0 + 1)).await, Err(TimeError::TooFar)));
        assert_eq!(house(&volume).read().now, moved.now, "it stands after a restart");
        let on = time.resume().await.unwrap();
        assert!(!on.is_frozen && on.now >= moved.now && on.now.millis_since(moved.now) < 60_000);
        let set = time.set(Timestamp(moved.now.0 + 1_000_000)).await.unwrap();
        assert!(set.now.0 >= moved.now.0 + 1_000_000);
        let again = house(&volume).read();
        assert!(again.now >= set.now && !again.is_frozen && again.now.millis_since(set.now) < 60_000);
    }
}
