//! redb 4: copy-on-write B-tree; a commit with `Durability::Immediate` is synced.

use std::path::Path;

use redb::{Database, Durability, ReadableDatabase, TableDefinition};

use super::grouped::Batches;

const ITEMS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("items");

pub struct Redb {
    database: Database,
    quick_repair: bool,
}

pub fn open(folder: &Path, quick_repair: bool) -> Redb {
    std::fs::create_dir_all(folder).unwrap();
    let database = Database::create(folder.join("items.redb")).unwrap();
    let transaction = database.begin_write().unwrap();
    transaction.open_table(ITEMS).unwrap();
    transaction.commit().unwrap();
    Redb { database, quick_repair }
}

impl Batches for Redb {
    fn commit(&self, writes: Vec<([u8; 16], Vec<u8>)>) {
        let mut transaction = self.database.begin_write().unwrap();
        transaction.set_durability(Durability::Immediate).unwrap();
        transaction.set_quick_repair(self.quick_repair);
        {
            let mut table = transaction.open_table(ITEMS).unwrap();
            for (key, value) in writes {
                table.insert(key.as_slice(), value.as_slice()).unwrap();
            }
        }
        transaction.commit().unwrap();
    }

    fn get(&self, key: &[u8]) -> Option<usize> {
        let table = self.database.begin_read().unwrap().open_table(ITEMS).unwrap();
        table.get(key).unwrap().map(|value| value.value().len())
    }

    fn scan(&self, from: &[u8], count: usize) -> usize {
        let table = self.database.begin_read().unwrap().open_table(ITEMS).unwrap();
        table
            .range(from..)
            .unwrap()
            .take(count)
            .filter(|pair| !pair.as_ref().unwrap().1.value().is_empty())
            .count()
    }
}
