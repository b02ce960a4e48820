//! RocksDB through the `rocksdb` crate, linked with the system's library: write-ahead log synced per batch.

use std::path::Path;

use rocksdb::{DB, Direction, IteratorMode, Options, WriteBatch, WriteOptions};

use super::grouped::Batches;

pub struct RocksDb(DB);

pub fn open(folder: &Path) -> RocksDb {
    let mut options = Options::default();
    options.create_if_missing(true);
    RocksDb(DB::open(&options, folder).unwrap())
}

impl Batches for RocksDb {
    fn commit(&self, writes: Vec<([u8; 16], Vec<u8>)>) {
        let mut batch = WriteBatch::default();
        for (key, value) in writes {
            batch.put(key, value);
        }
        let mut options = WriteOptions::default();
        options.set_sync(true);
        self.0.write_opt(batch, &options).unwrap();
    }

    fn get(&self, key: &[u8]) -> Option<usize> {
        self.0.get_pinned(key).unwrap().map(|value| value.len())
    }

    fn scan(&self, from: &[u8], count: usize) -> usize {
        let pairs = self.0.iterator(IteratorMode::From(from, Direction::Forward));
        pairs.take(count).filter(|pair| !pair.as_ref().unwrap().1.is_empty()).count()
    }
}
