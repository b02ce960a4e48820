//! What the service really does. Knows no HTTP and no codes of errors.
//!
//! One key-value store, `dynamodb`, holds everything: keys that begin with table number 0 are the catalog
//! ([`catalog`]), the rest are rows and index entries ([`key`]) and change records ([`changes`]). Descriptions of tables are in memory too
//! ([`Table`]), and change one at a time ([`tables`]). `codec`, `key`, `size`, `capacity` and `expression`
//! need neither store nor clock.

pub mod capacity;
mod catalog;
pub mod changes;
pub mod codec;
mod error;
pub mod expression;
pub mod items;
pub mod key;
pub mod metering;
pub mod query;
pub mod size;
mod table;
mod tables;

use std::sync::{Arc, Mutex, OnceLock, Weak};

use changes::Recorder;
use dispatch::Dispatch;
use kernel::{Place, SharedClock, SharedRandom, Timestamp};
use metering::Meters;
use storage::{KeyValue, Volume};

pub use error::EngineError;
pub use table::{Index, IndexProjection, IndexScope, Table};
pub use tables::stored::{
    self, StoredDestination, StoredIndex, StoredTable, StoredTableStream, StoredThroughput,
};
pub use tables::{Count, Errand};
use tables::{Counts, Sweeps, Tables};

type Result<T> = std::result::Result<T, EngineError>;

/// All tables of all places.
pub struct Engine {
    itself: Weak<Self>,
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    dispatch: Dispatch,
    opened: OnceLock<Opened>,
    /// Held while a description changes.
    changing: tokio::sync::Mutex<()>,
    /// Held while background work goes on.
    working: tokio::sync::Mutex<()>,
    /// Forms of tables that are no longer given out, but that requests may still hold.
    retired: Mutex<Vec<Arc<Table>>>,
    counts: Counts,
    sweeps: Sweeps,
}

struct Opened {
    store: KeyValue,
    tables: Tables,
    recorder: Arc<Recorder>,
    meters: Arc<Meters>,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let (clock, random) = (dispatch.clock().clone(), dispatch.random().clone());
        Arc::new_cyclic(|itself| Self {
            itself: itself.clone(),
            volume,
            clock,
            random,
            dispatch: dispatch.clone(),
            opened: OnceLock::new(),
            changing: tokio::sync::Mutex::default(),
            working: tokio::sync::Mutex::default(),
            retired: Mutex::default(),
            counts: Counts::default(),
            sweeps: Sweeps::default(),
        })
    }

    fn opened(&self) -> Result<&Opened> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let store = self.volume.key_value("dynamodb")?;
        let tables = Tables::load(&store)?;
        let recorder = Arc::new(Recorder::load(&store, self.clock.clone())?);
        // Where two callers came first at once, one of the two results is kept; both read the same.
        let meters = Arc::new(Meters::default());
        let opened = self.opened.get_or_init(|| {
            store.attach(meters.clone());
            Opened { store, tables, recorder, meters }
        });
        self.resume()?;
        Ok(opened)
    }

    /// The store of everything.
    pub fn store(&self) -> Result<&KeyValue> {
        Ok(&self.opened()?.store)
    }

    /// The table called `name`, to read or write items.
    pub fn table(&self, place: &Place, name: &str) -> Result<Arc<Table>> {
        self.opened()?.tables.find(place, name).ok_or(EngineError::NoTable)
    }

    /// An id that nothing has had.
    pub fn new_id(&self) -> String {
        self.random.uuid()
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
