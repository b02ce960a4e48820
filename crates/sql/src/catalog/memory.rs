//! A catalog in memory, which ends with the process: for tests and tools.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Answering, Catalog, Database, Partition, Table};
use crate::error::{Error, Fact};

#[derive(Default)]
struct Inner {
    databases: BTreeMap<String, Database>,
    tables: BTreeMap<(String, String), Table>,
    partitions: BTreeMap<(String, String), BTreeMap<Vec<String>, Partition>>,
}

/// A catalog in memory.
#[derive(Default)]
pub struct Memory(Mutex<Inner>);

impl Memory {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn now<'a, T: Send + 'a>(answer: Result<T, Error>) -> Answering<'a, T> {
    Box::pin(std::future::ready(answer))
}

fn key(database: &str, table: &str) -> (String, String) {
    (database.to_owned(), table.to_owned())
}

fn exists(what: &str) -> Error {
    Error::new(Fact::AlreadyExists, format!("{what} already exists"))
}

impl Catalog for Memory {
    fn databases(&self) -> Answering<'_, Vec<Database>> {
        now(Ok(self.inner().databases.values().cloned().collect()))
    }

    fn database<'a>(&'a self, name: &'a str) -> Answering<'a, Option<Database>> {
        now(Ok(self.inner().databases.get(name).cloned()))
    }

    fn create_database(&self, database: Database) -> Answering<'_, ()> {
        let mut inner = self.inner();
        if inner.databases.contains_key(&database.name) {
            return now(Err(exists(&format!("Database {}", database.name))));
        }
        inner.databases.insert(database.name.clone(), database);
        now(Ok(()))
    }

    fn drop_database<'a>(&'a self, name: &'a str) -> Answering<'a, ()> {
        let mut inner = self.inner();
        inner.databases.remove(name);
        inner.tables.retain(|(database, _), _| database != name);
        inner.partitions.retain(|(database, _), _| database != name);
        now(Ok(()))
    }

    fn tables<'a>(&'a self, database: &'a str) -> Answering<'a, Vec<Table>> {
        now(Ok(self.inner().tables.values().filter(|table| table.database == database).cloned().collect()))
    }

    fn table<'a>(&'a self, database: &'a str, name: &'a str) -> Answering<'a, Option<Table>> {
        now(Ok(self.inner().tables.get(&key(database, name)).cloned()))
    }

    fn create_table(&self, table: Table) -> Answering<'_, ()> {
        let mut inner = self.inner();
        let key = key(&table.database, &table.name);
        if inner.tables.contains_key(&key) {
            return now(Err(exists(&format!("Table {}", table.name))));
        }
        inner.tables.insert(key, table);
        now(Ok(()))
    }

    fn update_table(&self, table: Table) -> Answering<'_, ()> {
        self.inner().tables.insert(key(&table.database, &table.name), table);
        now(Ok(()))
    }

    fn drop_table<'a>(&'a self, database: &'a str, name: &'a str) -> Answering<'a, ()> {
        let mut inner = self.inner();
        inner.tables.remove(&key(database, name));
        inner.partitions.remove(&key(database, name));
        now(Ok(()))
    }

    fn partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        _: Option<String>,
    ) -> Answering<'a, Vec<Partition>> {
        let inner = self.inner();
        let found = inner.partitions.get(&key(database, table));
        now(Ok(found.map(|found| found.values().cloned().collect()).unwrap_or_default()))
    }

    fn create_partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        partitions: Vec<Partition>,
    ) -> Answering<'a, Vec<Vec<String>>> {
        let mut inner = self.inner();
        let there = inner.partitions.entry(key(database, table)).or_default();
        let mut refused = Vec::new();
        for partition in partitions {
            if there.contains_key(&partition.values) {
                refused.push(partition.values);
            } else {
                there.insert(partition.values.clone(), partition);
            }
        }
        now(Ok(refused))
    }

    fn update_partition<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        values: &'a [String],
        partition: Partition,
    ) -> Answering<'a, ()> {
        let mut inner = self.inner();
        let there = inner.partitions.entry(key(database, table)).or_default();
        there.remove(values);
        there.insert(partition.values.clone(), partition);
        now(Ok(()))
    }

    fn drop_partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        values: Vec<Vec<String>>,
    ) -> Answering<'a, Vec<Vec<String>>> {
        let mut inner = self.inner();
        let there = inner.partitions.entry(key(database, table)).or_default();
        now(Ok(values.into_iter().filter(|values| there.remove(values).is_none()).collect()))
    }
}
