//! One small wrapper per engine, each used as its documentation says: a durable batch, a read, a scan.

use std::path::Path;
use std::pin::Pin;

#[cfg(any(feature = "fjall", feature = "redb", feature = "rocksdb"))]
mod grouped;

/// A write that is answered when it is durable.
pub type Durable = Pin<Box<dyn Future<Output = ()>>>;

/// What the workload needs of a store.
pub trait Store {
    /// Queues a write; the future ends when it is durable.
    fn write(&self, key: [u8; 16], value: Vec<u8>) -> Durable;
    /// Length of a key's value.
    fn get(&self, key: &[u8]) -> Option<usize>;
    /// Visits this many pairs from a key on; answers how many there were.
    fn scan(&self, from: &[u8], count: usize) -> usize;
}

/// Engines in this build.
pub const NAMES: &[&str] = &[
    #[cfg(feature = "fjall")]
    "fjall",
    #[cfg(feature = "redb")]
    "redb",
    #[cfg(feature = "redb")]
    "redb-quick-repair",
    #[cfg(feature = "rocksdb")]
    "rocksdb",
    #[cfg(feature = "ours")]
    "ours",
];

/// Opens, or makes, the store in a folder.
pub fn open(engine: &str, folder: &Path) -> Box<dyn Store> {
    match engine {
        #[cfg(feature = "fjall")]
        "fjall" => Box::new(grouped::Grouped::new(fjall_engine::open(folder))),
        #[cfg(feature = "redb")]
        "redb" | "redb-quick-repair" => {
            Box::new(grouped::Grouped::new(redb_engine::open(folder, engine == "redb-quick-repair")))
        }
        #[cfg(feature = "rocksdb")]
        "rocksdb" => Box::new(grouped::Grouped::new(rocksdb_engine::open(folder))),
        #[cfg(feature = "ours")]
        "ours" => Box::new(ours_engine::open(folder)),
        other => panic!("`{other}` is not in this build; there are {}", NAMES.join(", ")),
    }
}

#[cfg(feature = "fjall")]
mod fjall_engine;
#[cfg(feature = "ours")]
mod ours_engine;
#[cfg(feature = "redb")]
mod redb_engine;
#[cfg(feature = "rocksdb")]
mod rocksdb_engine;
