//! The catalogue: what really happens. Knows no HTTP and no AWS error text.
//!
//! All is in one key-value store. Names are folded to lower case before they are looked up or stored.

mod database;
mod error;
mod keys;

use std::sync::OnceLock;

use kernel::{SharedClock, Timestamp};
use storage::{KeyValue, Volume};

pub use database::StoredDatabase;
pub use error::EngineError;
pub use keys::DatabaseId;

type Result<T> = std::result::Result<T, EngineError>;

/// All catalogues of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    store: OnceLock<KeyValue>,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock) -> Self {
        Self { volume, clock, store: OnceLock::new() }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value("glue")?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

/// A name as it is stored: in lower case, as Hive has names.
pub fn fold(name: &str) -> String {
    name.to_lowercase()
}
