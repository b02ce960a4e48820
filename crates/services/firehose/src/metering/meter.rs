//! What is measured of one delivery stream, between two reports.

use std::sync::{Mutex, MutexGuard, PoisonError};

use dispatch::{Minutes, Totals};
use kernel::Timestamp;
use storage::Position;

use super::{Calls, Delivered};

/// See the module.
#[derive(Default)]
pub struct Meter {
    calls: Mutex<Minutes<Calls>>,
    delivered: Mutex<Totals<Delivered>>,
    /// Up to where in the log is reported; not known before the first report.
    reported: Mutex<Option<Position>>,
}

impl Meter {
    /// Counts something now.
    pub fn count(&self, now: Timestamp, add: impl FnOnce(&mut Calls)) {
        add(self.calls.lock().unwrap_or_else(PoisonError::into_inner).at(now));
    }

    /// Takes what was counted.
    pub fn take_calls(&self) -> Vec<(Timestamp, Calls)> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Totals of what was delivered.
    pub fn delivered(&self) -> MutexGuard<'_, Totals<Delivered>> {
        self.delivered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Up to where in the log is reported.
    pub fn reported(&self) -> Option<Position> {
        *self.reported.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks again up to where is reported: a report that failed may have been kept.
    pub fn forget(&self) {
        *self.reported.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Notes up to where in the log is reported.
    pub fn report(&self, end: Position) {
        *self.reported.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
    }
}
