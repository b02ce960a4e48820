//! The tables there are: loaded with the store, changed one at a time.

pub mod stored;

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock};

use kernel::Place;
use storage::KeyValue;

use super::table::Lineage;
use super::{Engine, EngineError, Result, Table, catalog};
use stored::StoredTable;

/// All tables, as readers see them: every change of theirs is durable.
#[derive(Default)]
pub(super) struct Tables(RwLock<HashMap<Place, BTreeMap<String, Entry>>>);

/// A table, and what keeps its newest form.
struct Entry {
    table: Arc<Table>,
    /// Held here alone: with it goes whatever its tables could still write.
    lineage: Arc<Lineage>,
}

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
            let lineage = Arc::new(Lineage::default());
            let table = Arc::new(Table::new(stored, &lineage)?);
            lineage.set(Some(Arc::clone(&table)));
            tables.insert(table, lineage);
        }
        Ok(tables)
    }

    fn insert(&self, table: Arc<Table>, lineage: Arc<Lineage>) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let here = all.entry(table.place.clone()).or_default();
        here.insert(table.name.clone(), Entry { table, lineage });
    }

    /// The table called `name`.
    pub(super) fn find(&self, place: &Place, name: &str) -> Option<Arc<Table>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(place)?.get(name).map(|entry| Arc::clone(&entry.table))
    }
}

impl Engine {
    /// Deletes what has expired and goes on with unfinished work.
    pub async fn sweep(&self) -> Result<()> {
        Ok(())
    }
}
