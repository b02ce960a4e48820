//! Statistics of columns, as whoever computed them said: AWS's JSON under the table or the partition and the
//! column's name. `docs/formats/glue.md` states it.

use std::ops::ControlFlow;

use glue_api::ColumnStatistics;
use kernel::Place;
use storage::Transaction;
use wire::{Shape, to_json};

use super::keys::{self, TableId};
use super::{Engine, EngineError, Read, Result, StoredTable, VERSION, fold, table};

/// Whose columns.
#[derive(Clone, Debug)]
pub enum Scope {
    /// A whole table's.
    Table,
    /// Those of the partition with these values.
    Partition(Vec<String>),
}

/// What is stored of a column's statistics.
#[derive(Clone, Debug, PartialEq, Shape)]
struct StoredStatistics {
    version: i32,
    statistics: ColumnStatistics,
}

/// Statistics that were found, and the columns of which there are none.
type Found = (Vec<ColumnStatistics>, Vec<(String, EngineError)>);

impl Scope {
    /// What keys of its statistics begin with, if it is there.
    fn prefix(&self, store: &impl Read, table: TableId) -> Result<Vec<u8>> {
        match self {
            Self::Table => Ok(keys::table_statistics(table)),
            Self::Partition(of) => {
                store.read(&keys::partition(table, of))?.ok_or(EngineError::NoPartition)?;
                Ok(keys::partition_statistics(table, of))
            }
        }
    }
}

impl Engine {
    /// Statistics of columns.
    pub fn statistics(&self, table: &StoredTable, scope: &Scope, columns: &[String]) -> Result<Found> {
        let store = self.store()?;
        let prefix = scope.prefix(store, table.id())?;
        let (mut found, mut missing) = Found::default();
        for name in columns {
            match store.get(&key(&prefix, name))? {
                Some(bytes) => found.push(decode(&bytes)?),
                None => missing.push((name.clone(), EngineError::NoStatistics(name.clone()))),
            }
        }
        Ok((found, missing))
    }

    /// Sets statistics of columns; answers which could not be.
    pub async fn put_statistics(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        scope: Scope,
        all: Vec<ColumnStatistics>,
    ) -> Result<Vec<(ColumnStatistics, EngineError)>> {
        let (place, database, name) = (place.clone(), fold(database), fold(name));
        let put = self.store()?.write(move |store| {
            let table = table::find(store, &place, &database, &name)?;
            let prefix = scope.prefix(store, table.id())?;
            let mut failed = Vec::new();
            for statistics in all {
                if table.has_column(&statistics.column_name) {
                    let key = key(&prefix, &statistics.column_name);
                    store.put(key, to_json(&StoredStatistics { version: VERSION, statistics }));
                } else {
                    let error = EngineError::NoColumn(statistics.column_name.clone());
                    failed.push((statistics, error));
                }
            }
            Ok::<_, EngineError>(failed)
        });
        put.await?
    }

    /// Deletes the statistics of a column.
    pub async fn delete_statistics(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        scope: Scope,
        column: String,
    ) -> Result<()> {
        let (place, database, name) = (place.clone(), fold(database), fold(name));
        let deleted = self.store()?.write(move |store| {
            let table = table::find(store, &place, &database, &name)?;
            let key = key(&scope.prefix(store, table.id())?, &column);
            store.get(&key)?.ok_or(EngineError::NoStatistics(column))?;
            store.delete(&key);
            Ok(())
        });
        deleted.await?
    }
}

/// Deletes all statistics of a partition: no more than its table has columns.
pub(super) fn remove_of_partition(store: &mut Transaction, table: TableId, of: &[String]) -> Result<()> {
    let mut gone = Vec::new();
    store.scan_prefix(&keys::partition_statistics(table, of), &mut |key, _| {
        gone.push(key.to_vec());
        ControlFlow::Continue(())
    })?;
    gone.iter().for_each(|key| store.delete(key));
    Ok(())
}

fn key(prefix: &[u8], column: &str) -> Vec<u8> {
    [prefix, fold(column).as_bytes()].concat()
}

fn decode(bytes: &[u8]) -> Result<ColumnStatistics> {
    let stored = super::decode(bytes, "statistics", |stored: &StoredStatistics| stored.version)?;
    Ok(stored.statistics)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_pinned_and_comes_back() {
        let pinned = concat!(
            r#"{"Version":1,"Statistics":{"ColumnName":"a","ColumnType":"bigint","AnalyzedTime":1.500,"#,
            r#""StatisticsData":{"Type":"LONG","LongColumnStatisticsData":"#,
            r#"{"NumberOfNulls":0,"NumberOfDistinctValues":2}}}}"#,
        );
        let statistics = decode(pinned.as_bytes()).unwrap();
        let stored = StoredStatistics { version: VERSION, statistics };
        assert_eq!(String::from_utf8(to_json(&stored)).unwrap(), pinned);
    }
}
