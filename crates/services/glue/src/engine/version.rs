//! Versions of tables: each archived one is the table as it was, under the table's number and the version's. The
//! current one is the table itself.

use kernel::Place;
use std::ops::ControlFlow;
use storage::{Direction, Transaction};

use super::{Engine, EngineError, Result, StoredTable, fold, keys, table};

impl Engine {
    /// A version of a table; the current one if none is named.
    pub fn version(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        version: Option<&str>,
    ) -> Result<StoredTable> {
        let current = self.table(place, database, name)?;
        let Some(wanted) = version.filter(|wanted| *wanted != current.version_id.to_string()) else {
            return Ok(current);
        };
        let missing = || EngineError::NoVersion(wanted.to_owned());
        let number = wanted.parse().map_err(|_| missing())?;
        let bytes = self.store()?.get(&keys::version(current.id(), number))?;
        StoredTable::decode(&bytes.ok_or_else(missing)?)
    }

    /// Up to `limit` versions of a table before the version `before`, the newest first, and whether there are more.
    pub fn versions(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        before: Option<u64>,
        limit: usize,
    ) -> Result<(Vec<StoredTable>, bool)> {
        let current = self.table(place, database, name)?;
        let id = current.id();
        let before_key = before.map(|version| keys::version(id, version));
        let mut found = Vec::new();
        if before.is_none_or(|before| (current.version_id as u64) < before) {
            found.push(current);
        }
        let mut more = false;
        self.walk(&keys::versions(id), before_key.as_deref(), Direction::Reverse, &mut |_, value| {
            more = found.len() == limit;
            if more {
                return Ok(ControlFlow::Break(()));
            }
            found.push(StoredTable::decode(value)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok((found, more))
    }

    /// Deletes archived versions of a table; answers which could not be.
    pub async fn delete_versions(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        versions: Vec<String>,
    ) -> Result<Vec<(String, EngineError)>> {
        let (place, database, name) = (place.clone(), fold(database), fold(name));
        let deleted = self.store()?.write(move |store| {
            let mut table = table::find(store, &place, &database, &name)?;
            let mut failed = Vec::new();
            for version in versions {
                if let Err(error) = delete(store, &mut table, &version)? {
                    failed.push((version, error));
                }
            }
            table::put(store, &place, &table)?;
            Ok::<_, EngineError>(failed)
        });
        deleted.await?
    }
}

fn delete(store: &mut Transaction, table: &mut StoredTable, version: &str) -> Result<Result<()>> {
    if version == table.version_id.to_string() {
        return Ok(Err(EngineError::CurrentVersion(version.to_owned())));
    }
    let Ok(number) = version.parse() else { return Ok(Err(EngineError::NoVersion(version.to_owned()))) };
    let key = keys::version(table.id(), number);
    if store.get(&key)?.is_none() {
        return Ok(Err(EngineError::NoVersion(version.to_owned())));
    }
    store.delete(&key);
    table.archived -= 1;
    Ok(Ok(()))
}
