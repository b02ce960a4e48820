//! The volume: hands out the stores of one directory, each opened at its first use.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::blobs::Blobs;
use crate::disk::{Disk, Imaged, MemoryDisk, RealDisk};
use crate::key_value::{KeyValue, Tuning};
use crate::log::{Committer, Log, LogOptions};
use crate::{StorageError, Ticket, name};

/// All state of a server. Cheap to clone; all clones are the same volume. Close it before the last clone
/// goes: dropping it, or the last handle of a store, blocks until what is queued is written.
#[derive(Clone, Debug)]
pub struct Volume(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    disk: Arc<dyn Disk>,
    /// How key-value stores checkpoint; `None` keeps them in memory.
    tuning: Option<Tuning>,
    committer: Arc<Committer>,
    stores: Mutex<Stores>,
}

#[derive(Debug, Default)]
struct Stores {
    closed: bool,
    key_values: HashMap<String, KeyValue>,
    logs: HashMap<String, Log>,
    blobs: HashMap<String, Blobs>,
}

impl Volume {
    /// The volume in `directory`, which is created if need be and held exclusively: Locked if another
    /// server has it. No store is opened yet.
    pub fn open(directory: &Path) -> Result<Self, StorageError> {
        Ok(Self::on_disk(Arc::new(RealDisk::open(directory)?)))
    }

    /// A volume that ends with the process.
    pub fn memory() -> Self {
        Self::new(Arc::new(MemoryDisk::default()), None)
    }

    /// A volume on a given disk.
    pub fn on_disk(disk: Arc<dyn Disk>) -> Self {
        Self::tuned(disk, Tuning::default())
    }

    /// A volume on a given disk whose key-value stores checkpoint in a given way.
    pub fn tuned(disk: Arc<dyn Disk>, tuning: Tuning) -> Self {
        Self::new(disk, Some(tuning))
    }

    fn new(disk: Arc<dyn Disk>, tuning: Option<Tuning>) -> Self {
        Self(Arc::new(Inner { disk, tuning, committer: Arc::default(), stores: Mutex::default() }))
    }

    fn with<T>(
        &self,
        name: &str,
        open: impl FnOnce(&mut Stores) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        name::check(name)?;
        let mut stores = self.0.stores.lock().unwrap_or_else(PoisonError::into_inner);
        if stores.closed { Err(StorageError::Closed) } else { open(&mut stores) }
    }

    /// The key-value store `name`, opened at first use; the same store every time.
    pub fn key_value(&self, name: &str) -> Result<KeyValue, StorageError> {
        self.with(name, |stores| {
            if let Some(store) = stores.key_values.get(name) {
                return Ok(store.clone());
            }
            let store = match self.0.tuning {
                None => KeyValue::memory(name),
                Some(tuning) => {
                    KeyValue::open(name, self.0.disk.clone(), format!("key-value/{name}"), tuning)?
                }
            };
            stores.key_values.insert(name.to_owned(), store.clone());
            Ok(store)
        })
    }

    /// Whether the key-value store `name` was ever opened here: what has no store has nothing to go on with.
    pub fn has_key_value(&self, name: &str) -> Result<bool, StorageError> {
        self.with(name, |stores| {
            let kept = |inner: &Inner| {
                inner.disk.list(&format!("key-value/{name}")).is_ok_and(|names| !names.is_empty())
            };
            Ok(stores.key_values.contains_key(name) || kept(&self.0))
        })
    }

    /// The log `name` (which may contain `/`), opened at first use; the same log every time, with the
    /// options of the first.
    pub fn log(&self, name: &str, options: LogOptions) -> Result<Log, StorageError> {
        self.with(name, |stores| {
            if let Some(log) = stores.logs.get(name) {
                return Ok(log.clone());
            }
            let log = self.open_log(name, options)?;
            stores.logs.insert(name.to_owned(), log.clone());
            Ok(log)
        })
    }

    fn open_log(&self, name: &str, options: LogOptions) -> Result<Log, StorageError> {
        let inner = &self.0;
        Log::open(name, inner.disk.clone(), format!("log/{name}"), options, inner.committer.clone())
    }

    /// Removes the log `name` and all its data; handles to it take no more appends.
    pub fn remove_log(&self, name: &str) -> Result<(), StorageError> {
        self.with(name, |stores| {
            let log = match stores.logs.get(name) {
                Some(log) => log.clone(),
                None => self.open_log(name, LogOptions::default())?,
            };
            log.remove()?;
            stores.logs.remove(name);
            Ok(())
        })
    }

    /// Whether the set of blobs `name` was ever opened here: what has none has nothing to read.
    pub fn has_blobs(&self, name: &str) -> Result<bool, StorageError> {
        self.with(name, |stores| {
            let sets = self.0.disk.list("blob").map_err(StorageError::io("list", "blob"))?;
            Ok(stores.blobs.contains_key(name) || sets.iter().any(|set| set.name == name))
        })
    }

    /// The blobs of the set `name`.
    pub fn blobs(&self, name: &str) -> Result<Blobs, StorageError> {
        self.with(name, |stores| {
            if let Some(blobs) = stores.blobs.get(name) {
                return Ok(blobs.clone());
            }
            let blobs = Blobs::open(self.0.disk.clone(), format!("blob/{name}"))?;
            stores.blobs.insert(name.to_owned(), blobs.clone());
            Ok(blobs)
        })
    }

    /// Puts an image of all stores into the directory `into` of this volume, which is new, and says what is in it:
    /// what `kill -9` would leave at this moment, all that was acknowledged included. None where state is in memory.
    /// Blocks, and so do writes meanwhile: for as long as linking the files and copying the trees takes.
    pub fn image(&self, into: &str) -> Result<Option<Vec<Imaged>>, StorageError> {
        self.0.disk.image(into).map_err(StorageError::io("take an image into", into))
    }

    /// Finishes queued writes, checkpoints, syncs and joins all threads. Later writes answer Closed;
    /// calling it again does nothing.
    pub async fn close(&self) {
        let (receipt, ticket) = Ticket::new();
        let volume = self.clone();
        let closing = std::thread::Builder::new().name("volume close".into()).spawn(move || {
            volume.close_blocking();
            // Whoever waits may want to open the same directory next.
            drop(volume);
            // Whoever dropped the future does not wait.
            let _ = receipt.send(Ok(()));
        });
        match closing {
            Ok(_) => drop(ticket.await),
            Err(_) => self.close_blocking(),
        }
    }

    fn close_blocking(&self) {
        let stores = {
            let mut stores = self.0.stores.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *stores, Stores { closed: true, ..Stores::default() })
        };
        stores.logs.values().for_each(Log::stop);
        self.0.committer.close();
        for log in stores.logs.values() {
            // All that was acknowledged is durable already; the seal only helps to tell damage.
            let _ = log.seal();
        }
        stores.key_values.values().for_each(KeyValue::close);
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Not closed: what is queued is still written, then the disk is let go as after a crash.
        self.committer.close();
    }
}
