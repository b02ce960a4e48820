//! Sweeping: what was in tables and databases that are gone.
//!
//! It goes in transactions of [`SWEEP_RECORDS`], so that writes are never held up long. What is left by a sweep that
//! was cut short is found by the next, through the tombstone, which goes with the last record.

use std::ops::ControlFlow;

use storage::{Direction, Transaction};

use super::keys::{self, DatabaseId, TableId};
use super::{Engine, EngineError, Result, StoredTable};
use crate::limits::SWEEP_RECORDS;

impl Engine {
    /// Deletes what is to be deleted by now.
    pub async fn sweep(&self) -> Result<()> {
        let Some(store) = self.store.get() else { return Ok(()) };
        for number in self.removed(keys::REMOVED_DATABASES)? {
            while store.write(move |store| sweep_database(store, DatabaseId(number))).await?? {}
        }
        for number in self.removed(keys::REMOVED_TABLES)? {
            while store.write(move |store| sweep_table(store, TableId(number))).await?? {}
        }
        Ok(())
    }

    fn removed(&self, prefix: &[u8]) -> Result<Vec<u64>> {
        let mut numbers = Vec::new();
        self.walk(prefix, None, Direction::Forward, &mut |key, _| {
            numbers.push(keys::removed_number(key)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(numbers)
    }
}

/// Makes tombstones of some tables of a removed database; answers whether there are more.
fn sweep_database(store: &mut Transaction, database: DatabaseId) -> Result<bool> {
    let tables = some(store, &keys::table(database, ""), SWEEP_RECORDS)?;
    for (key, value) in &tables {
        store.delete(key);
        store.put(keys::removed_table(StoredTable::decode(value)?.id()), Vec::new());
    }
    if tables.len() == SWEEP_RECORDS {
        return Ok(true);
    }
    let functions = some(store, &keys::function(database, ""), SWEEP_RECORDS)?;
    functions.iter().for_each(|(key, _)| store.delete(key));
    if functions.len() == SWEEP_RECORDS {
        return Ok(true);
    }
    store.delete(&keys::count_in(database.0));
    store.delete(&keys::removed_database(database));
    Ok(false)
}

/// Deletes some of what was in a removed table; answers whether there is more.
fn sweep_table(store: &mut Transaction, table: TableId) -> Result<bool> {
    let prefixes = [
        keys::partitions(table),
        keys::versions(table),
        keys::table_statistics(table),
        keys::all_partition_statistics(table),
    ];
    let mut left = SWEEP_RECORDS;
    for prefix in prefixes {
        let records = some(store, &prefix, left)?;
        records.iter().for_each(|(key, _)| store.delete(key));
        left -= records.len();
        if left == 0 {
            return Ok(true);
        }
    }
    store.delete(&keys::count_in(table.0));
    store.delete(&keys::removed_table(table));
    Ok(false)
}

/// A stored pair.
type Pair = (Vec<u8>, bytes::Bytes);

/// Up to `most` pairs whose key begins with `prefix`.
fn some(store: &Transaction, prefix: &[u8], most: usize) -> std::result::Result<Vec<Pair>, EngineError> {
    let mut found = Vec::new();
    store.scan_prefix(prefix, &mut |key, value| {
        if found.len() == most {
            return ControlFlow::Break(());
        }
        found.push((key.to_vec(), value.clone()));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}
