//! Partition indexes: which keys a table has them on. They are kept and shown; every listing is answered from the
//! order of the partitions' values.

use kernel::Place;
use wire::Shape;

use super::{Engine, EngineError, Result, StoredTable, fold, table};
use crate::limits::INDEXES_MAX;

/// What is stored of an index.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredIndex {
    /// Its name.
    pub name: String,
    /// The partition keys that it is on.
    pub keys: Vec<String>,
}

impl StoredTable {
    pub(super) fn add_index(&mut self, mut index: StoredIndex) -> Result<()> {
        let keys = self.partition_keys();
        for key in &mut index.keys {
            let known = keys.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
            known.ok_or_else(|| EngineError::NoPartitionKey(key.clone()))?.0.clone_into(key);
        }
        let is_same =
            |other: &StoredIndex| other.name.eq_ignore_ascii_case(&index.name) || other.keys == index.keys;
        if self.indexes.iter().any(is_same) {
            return Err(EngineError::IndexExists);
        }
        if self.indexes.len() == INDEXES_MAX {
            return Err(EngineError::TooMany { what: "partition indexes", most: INDEXES_MAX as u64 });
        }
        self.indexes.push(index);
        Ok(())
    }
}

impl Engine {
    /// Makes an index on a table.
    pub async fn create_index(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        index: StoredIndex,
    ) -> Result<()> {
        self.change_indexes(place, database, name, move |table| table.add_index(index)).await
    }

    /// Removes the index called `index` from a table.
    pub async fn delete_index(&self, place: &Place, database: &str, name: &str, index: &str) -> Result<()> {
        let index = index.to_owned();
        let remove = move |table: &mut StoredTable| {
            let before = table.indexes.len();
            table.indexes.retain(|other| !other.name.eq_ignore_ascii_case(&index));
            if table.indexes.len() == before { Err(EngineError::NoIndex) } else { Ok(()) }
        };
        self.change_indexes(place, database, name, remove).await
    }

    async fn change_indexes(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        change: impl FnOnce(&mut StoredTable) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let (place, database, name) = (place.clone(), fold(database), fold(name));
        let changed = self.store()?.write(move |store| {
            let mut table = table::find(store, &place, &database, &name)?;
            change(&mut table)?;
            table::put(store, &place, &table)
        });
        changed.await?
    }
}
