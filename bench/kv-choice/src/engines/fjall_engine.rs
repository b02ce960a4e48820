//! fjall 3: log-structured merge tree, journal synced per batch.

use std::path::Path;

use fjall::{Database, Keyspace, KeyspaceCreateOptions, PersistMode};

use super::grouped::Batches;

pub struct Fjall {
    database: Database,
    keyspace: Keyspace,
}

pub fn open(folder: &Path) -> Fjall {
    let database = Database::builder(folder).open().unwrap();
    let keyspace = database.keyspace("items", KeyspaceCreateOptions::default).unwrap();
    Fjall { database, keyspace }
}

impl Batches for Fjall {
    fn commit(&self, writes: Vec<([u8; 16], Vec<u8>)>) {
        let mut batch = self.database.batch().durability(Some(PersistMode::SyncData));
        for (key, value) in writes {
            batch.insert(&self.keyspace, key, value);
        }
        batch.commit().unwrap();
    }

    fn get(&self, key: &[u8]) -> Option<usize> {
        self.keyspace.get(key).unwrap().map(|value| value.len())
    }

    fn scan(&self, from: &[u8], count: usize) -> usize {
        self.keyspace
            .range(from..)
            .take(count)
            .map(|pair| pair.into_inner().unwrap())
            .filter(|(_, value)| !value.is_empty())
            .count()
    }
}
