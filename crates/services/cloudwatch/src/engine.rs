//! Metrics and dashboards: what really happens. Knows no HTTP and no AWS error text.
//!
//! All is in one key-value store. Of each metric there is a row for every period, unit and source in which it had
//! samples, and no sample is in two rows ([`level`]). Clients' samples are added to the row of source 0; each service
//! of the house has rows of its own, which its reports replace or add to ([`Engine::report`]). Invariants: a put is
//! kept whole or not at all, and on the disk before it is answered; a report counts once, however often it comes;
//! rows that have had their time at a level are rolled up into the next one in one transaction, so that sums never
//! change by it. Nothing is kept in memory.

mod dashboard;
mod distribution;
mod error;
mod keys;
mod level;
mod list;
mod metric;
mod put;
mod read;
mod report;
mod statistic;
mod summary;
mod sweep;

use std::sync::{Mutex, OnceLock};

use kernel::{SharedClock, Timestamp};
use storage::{KeyValue, Volume};

pub use dashboard::Dashboard;
pub use distribution::Distribution;
pub use error::EngineError;
pub use level::LEVELS;
pub use list::{DimensionFilter, Listed, Listing};
pub use metric::MetricName;
pub use put::Datum;
pub use read::{Bucket, Window};
pub use statistic::Statistic;
pub use summary::Summary;

type Result<T> = std::result::Result<T, EngineError>;

/// The name of the store.
const STORE: &str = "cloudwatch";

/// All metrics of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    store: OnceLock<KeyValue>,
    /// When each level was swept last, and then metrics without data.
    swept: Mutex<[Option<Timestamp>; LEVELS.len() + 1]>,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock) -> Self {
        Self { volume, clock, store: OnceLock::new(), swept: Mutex::default() }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value(STORE)?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// The store, unless nothing was ever written to it: looking must not make it.
    fn store_if_used(&self) -> Result<Option<&KeyValue>> {
        match self.store.get().is_some() || self.volume.has_key_value(STORE)? {
            true => self.store().map(Some),
            false => Ok(None),
        }
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
