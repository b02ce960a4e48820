//! The volume: hands out the stores of one directory, each opened at its first use.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::blobs::Blobs;
use crate::disk::{Disk, MemoryDisk, RealDisk};
use crate::key_value::KeyValue;
use crate::log::{Log, LogOptions};
use crate::{StorageError, Ticket, name};

/// All state of a server. Cheap to clone; all clones are the same volume.
#[derive(Clone, Debug)]
pub struct Volume(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    disk: Arc<dyn Disk>,
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
        Self::on_disk(Arc::new(MemoryDisk::default()))
    }

    /// A volume on a given disk.
    pub fn on_disk(disk: Arc<dyn Disk>) -> Self {
        Self(Arc::new(Inner { disk, stores: Mutex::default() }))
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
            Ok(stores.key_values.entry(name.to_owned()).or_insert_with(|| KeyValue::memory(name)).clone())
        })
    }

    /// The log `name` (which may contain `/`), opened at first use; the same log every time, with the
    /// options of the first.
    pub fn log(&self, name: &str, options: LogOptions) -> Result<Log, StorageError> {
        self.with(name, |stores| {
            Ok(stores.logs.entry(name.to_owned()).or_insert_with(|| Log::memory(options)).clone())
        })
    }

    /// Removes the log `name` and all its data; handles to it take no more appends.
    pub fn remove_log(&self, name: &str) -> Result<(), StorageError> {
        self.with(name, |stores| {
            stores.logs.remove(name);
            Ok(())
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

    /// Finishes queued writes, checkpoints, syncs and joins all threads. Later writes answer Closed;
    /// calling it again does nothing.
    pub async fn close(&self) {
        let (receipt, ticket) = Ticket::new();
        let volume = self.clone();
        let closing = std::thread::Builder::new().name("volume close".into()).spawn(move || {
            volume.close_blocking();
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
        for store in stores.key_values.values() {
            store.close();
        }
    }
}
