//! The tables there are: loaded with the store, changed one at a time.

mod change;
mod count;
mod expiry;
pub mod stored;
mod work;

use std::collections::{BTreeMap, HashMap};
use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, PoisonError, RwLock};

use kernel::Place;
use storage::KeyValue;

use super::key::TableId;
use super::{Engine, EngineError, Result, Table, catalog};
pub use change::Errand;
pub use count::Count;
pub(super) use count::Counts;
pub(super) use expiry::Sweeps;
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

    fn remove(&self, table: &Table) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = all.get_mut(&table.place) {
            here.remove(&table.name);
        }
    }

    /// The table called `name`.
    pub(super) fn find(&self, place: &Place, name: &str) -> Option<Arc<Table>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(place)?.get(name).cloned()
    }

    fn by_id(&self, id: TableId) -> Option<Arc<Table>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.values().flat_map(BTreeMap::values).find(|table| table.id == id).cloned()
    }

    fn count(&self, place: &Place) -> usize {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(place).map_or(0, BTreeMap::len)
    }

    /// The names of at most `limit` tables of `place` that come after `after`, in order.
    fn names(&self, place: &Place, after: Option<&str>, limit: usize) -> Vec<String> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let Some(here) = all.get(place) else { return Vec::new() };
        let lower = after.map_or(Bound::Unbounded, Bound::Excluded);
        let found = here.range::<str, _>((lower, Bound::Unbounded)).take(limit);
        found.map(|(name, _)| name.clone()).collect()
    }

    pub(super) fn all(&self) -> Vec<Arc<Table>> {
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.values().flat_map(BTreeMap::values).cloned().collect()
    }
}

impl Engine {
    /// The table called `name`, wherever it is in its life.
    pub fn find(&self, place: &Place, name: &str) -> Result<Arc<Table>> {
        let found = self.opened()?.tables.find(place, name);
        found.ok_or_else(|| EngineError::NoTableNamed { name: name.to_owned() })
    }

    /// The names of at most `limit` tables of `place` that come after `after`, in order.
    pub fn table_names(&self, place: &Place, after: Option<&str>, limit: usize) -> Result<Vec<String>> {
        Ok(self.opened()?.tables.names(place, after, limit))
    }

    /// Deletes what has expired or outlived its day and goes on with unfinished work. Nothing where the store is not open.
    pub async fn sweep(self: &Arc<Self>) -> Result<()> {
        let Some(opened) = self.opened.get() else { return Ok(()) };
        let mut result = self.work().await;
        result = result.and(self.trim().await);
        for table in opened.tables.all() {
            // One table that cannot be read does not keep the others.
            result = result.and(self.expire(&table).await);
        }
        result
    }
}
