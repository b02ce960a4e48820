//! Named byte strings, each a file: whole or absent, whatever happens.
//!
//! A put writes a temporary file, syncs it, renames it over the name and syncs the directory, so that a
//! reader sees the old bytes or the new ones. Temporary names start with `~`, which no blob name holds.
//! Large ones are written and read piece by piece ([`BlobWriter`], [`BlobReader`]).
//! Lacks: appending to a blob that is kept, and checksums (its users name blobs by what is in them, or
//! check them). Where they are on the disk is stated in `docs/formats/blobs.md`.

mod reader;
mod writer;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

use crate::disk::{Disk, OpenMode};
use crate::{StorageError, name};
pub use reader::BlobReader;
pub use writer::BlobWriter;

/// A set of named byte strings. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs(Arc<Store>);

#[derive(Debug)]
struct Store {
    disk: Arc<dyn Disk>,
    directory: String,
    temporaries: AtomicU64,
}

impl Blobs {
    /// Opens the set in `directory` and removes what an interrupted put left.
    pub(crate) fn open(disk: Arc<dyn Disk>, directory: String) -> Result<Self, StorageError> {
        disk.create_directory(&directory).map_err(StorageError::io("create", &directory))?;
        let entries = disk.list(&directory).map_err(StorageError::io("list", &directory))?;
        for entry in entries.iter().filter(|entry| entry.name.starts_with('~')) {
            let path = format!("{directory}/{}", entry.name);
            disk.remove(&path).map_err(StorageError::io("remove", &path))?;
        }
        Ok(Self(Arc::new(Store { disk, directory, temporaries: AtomicU64::new(0) })))
    }

    fn file_of(&self, name: &str) -> Result<String, StorageError> {
        name::check(name)?;
        Ok(format!("{}/{name}", self.0.directory))
    }

    /// Begins a blob, which has no name yet. Blocks.
    pub fn writer(&self) -> Result<BlobWriter, StorageError> {
        let number = self.0.temporaries.fetch_add(1, Ordering::Relaxed);
        let temporary = format!("{}/~{number}", self.0.directory);
        let file = self.0.disk.open(&temporary, OpenMode::Create);
        let file = file.map_err(StorageError::io("create", &temporary))?;
        Ok(BlobWriter::new(self.clone(), temporary, file))
    }

    /// Keeps `bytes` under `name`, replacing what was there. Durable when it returns. Blocks.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StorageError> {
        name::check(name)?;
        let mut writer = self.writer()?;
        writer.append(bytes)?;
        writer.keep(name)
    }

    /// The blob under `name`, to be read piece by piece, if there is one. Blocks.
    pub fn reader(&self, name: &str) -> Result<Option<BlobReader>, StorageError> {
        let path = self.file_of(name)?;
        match self.0.disk.open(&path, OpenMode::Existing) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            file => BlobReader::new(file.map_err(StorageError::io("open", &path))?, &path).map(Some),
        }
    }

    /// The bytes under `name`, if any. Blocks.
    pub fn get(&self, name: &str) -> Result<Option<Bytes>, StorageError> {
        let Some(reader) = self.reader(name)? else { return Ok(None) };
        let length =
            usize::try_from(reader.length()).expect("invariant: who gets a blob whole has put it whole");
        reader.read_at(0, length).map(Some)
    }

    /// Removes `name`; answers whether it was there. Durable when it returns. Blocks.
    pub fn delete(&self, name: &str) -> Result<bool, StorageError> {
        Ok(self.delete_all(&[name])? == 1)
    }

    /// Removes those of `names` that are there; answers how many were. Each directory is synced once.
    /// Durable when it returns; after an error some may be removed. Blocks.
    pub fn delete_all(&self, names: &[impl AsRef<str>]) -> Result<usize, StorageError> {
        let mut directories = BTreeSet::new();
        let mut removed = 0;
        for name in names {
            let path = self.file_of(name.as_ref())?;
            match self.0.disk.remove(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                outcome => outcome.map_err(StorageError::io("remove", &path))?,
            }
            removed += 1;
            directories.insert(directory_of(&path).to_owned());
        }
        for directory in directories {
            self.0.disk.sync_directory(&directory).map_err(StorageError::io("sync", &directory))?;
        }
        Ok(removed)
    }

    /// Where the file of `name` is, whether or not it exists; `None` on disks without such a place.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.0.disk.locate(&self.file_of(name).ok()?)
    }

    /// All names, sorted. Blocks.
    pub fn list(&self) -> Result<Vec<String>, StorageError> {
        self.list_from(String::new())
    }

    /// The names that begin with `directory` and a `/`, sorted. Blocks.
    pub fn list_in(&self, directory: &str) -> Result<Vec<String>, StorageError> {
        name::check(directory)?;
        self.list_from(format!("{directory}/"))
    }

    fn list_from(&self, prefix: String) -> Result<Vec<String>, StorageError> {
        let mut names = Vec::new();
        let mut waiting = vec![prefix];
        while let Some(prefix) = waiting.pop() {
            let directory = format!("{}/{prefix}", self.0.directory);
            let directory = directory.trim_end_matches('/');
            for entry in self.0.disk.list(directory).map_err(StorageError::io("list", directory))? {
                let name = format!("{prefix}{}", entry.name);
                if entry.is_directory {
                    waiting.push(name + "/");
                } else if !entry.name.starts_with('~') {
                    names.push(name);
                }
            }
        }
        names.sort();
        Ok(names)
    }
}

fn directory_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(directory, _)| directory)
}
