//! What a query has used so far. Cheap to tell, and to look at while the query runs.

use std::sync::atomic::{AtomicU64, Ordering};

use dispatch::{Stop, Stopped};

/// Counts what a query uses.
#[derive(Default)]
pub struct Meter {
    scanned_bytes: AtomicU64,
    read_rows: AtomicU64,
    planning_ms: AtomicU64,
    /// The most bytes that may be scanned; as many as it takes where none is set.
    scanned_bytes_max: Option<u64>,
    over: Stop,
}

impl Meter {
    /// A meter that tells when more than `scanned_bytes_max` were scanned.
    pub fn new(scanned_bytes_max: Option<u64>) -> Self {
        Self { scanned_bytes_max, ..Self::default() }
    }

    /// So many bytes of the store were read, as they lie there.
    pub fn scanned(&self, bytes: u64) {
        let before = self.scanned_bytes.fetch_add(bytes, Ordering::Relaxed);
        if self.scanned_bytes_max.is_some_and(|most| before.saturating_add(bytes) > most) {
            self.over.set();
        }
    }

    /// So many rows came of it.
    pub fn read(&self, rows: u64) {
        self.read_rows.fetch_add(rows, Ordering::Relaxed);
    }

    /// Planning took so long, milliseconds.
    pub fn planned(&self, milliseconds: u64) {
        self.planning_ms.store(milliseconds, Ordering::Relaxed);
    }

    /// Bytes scanned so far.
    pub fn scanned_bytes(&self) -> u64 {
        self.scanned_bytes.load(Ordering::Relaxed)
    }

    /// Rows read so far.
    pub fn read_rows(&self) -> u64 {
        self.read_rows.load(Ordering::Relaxed)
    }

    /// How long planning took, milliseconds.
    pub fn planning_ms(&self) -> u64 {
        self.planning_ms.load(Ordering::Relaxed)
    }

    /// Set once more was scanned than may be.
    pub fn over(&self) -> Stopped {
        self.over.watch()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_the_most_is_told() {
        let meter = Meter::new(Some(10));
        let over = meter.over();
        meter.scanned(10);
        assert!(!over.is_set());
        meter.scanned(1);
        assert!(over.is_set() && meter.scanned_bytes() == 11);
        let free = Meter::new(None);
        free.scanned(u64::MAX);
        assert!(!free.over().is_set());
    }
}
