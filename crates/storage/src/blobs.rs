//! Named byte strings, each a file: whole or absent, whatever happens.
//!
//! A put writes a temporary file, syncs it, renames it over the name and syncs the directory, so that a
//! reader sees the old bytes or the new ones. Temporary names start with `~`, which no blob name holds.
//! Lacks: appending, ranges, and checksums (its users name blobs by what is in them, or check them).
//! Where they are on the disk is stated in `docs/formats/blobs.md`.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

use crate::disk::{Disk, OpenMode};
use crate::{StorageError, name};

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

    /// Keeps `bytes` under `name`, replacing what was there. Durable when it returns. Blocks.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StorageError> {
        let path = self.file_of(name)?;
        let number = self.0.temporaries.fetch_add(1, Ordering::Relaxed);
        let temporary = format!("{}/~{number}", self.0.directory);
        let kept = self.write(&temporary, &path, bytes);
        if kept.is_err() {
            // The first error is the one to tell; what stays is removed at the next opening.
            let _ = self.0.disk.remove(&temporary);
        }
        kept
    }

    fn write(&self, temporary: &str, path: &str, bytes: &[u8]) -> Result<(), StorageError> {
        let disk = &self.0.disk;
        let directory = directory_of(path);
        disk.create_directory(directory).map_err(StorageError::io("create", directory))?;
        let file = disk.open(temporary, OpenMode::Create).map_err(StorageError::io("create", path))?;
        file.write_at(bytes, 0).map_err(StorageError::io("write", path))?;
        file.sync_data().map_err(StorageError::io("sync", path))?;
        disk.rename(temporary, path).map_err(StorageError::io("rename", path))?;
        disk.sync_directory(directory).map_err(StorageError::io("sync", directory))
    }

    /// The bytes under `name`, if any. Blocks.
    pub fn get(&self, name: &str) -> Result<Option<Bytes>, StorageError> {
        let path = self.file_of(name)?;
        let file = match self.0.disk.open(&path, OpenMode::Existing) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            file => file.map_err(StorageError::io("open", &path))?,
        };
        let length = file.length().map_err(StorageError::io("measure", &path))?;
        let length = usize::try_from(length).expect("invariant: a blob was in memory when it was put");
        let mut bytes = vec![0; length];
        let read = file.read_at(&mut bytes, 0).map_err(StorageError::io("read", &path))?;
        bytes.truncate(read);
        Ok(Some(bytes.into()))
    }

    /// Removes `name`; answers whether it was there. Durable when it returns. Blocks.
    pub fn delete(&self, name: &str) -> Result<bool, StorageError> {
        let path = self.file_of(name)?;
        match self.0.disk.remove(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            removed => removed.map_err(StorageError::io("remove", &path))?,
        }
        let directory = directory_of(&path);
        self.0.disk.sync_directory(directory).map_err(StorageError::io("sync", directory))?;
        Ok(true)
    }

    /// Where the file of `name` is, whether or not it exists; `None` on disks without such a place.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.0.disk.locate(&self.file_of(name).ok()?)
    }

    /// All names, sorted. Blocks.
    pub fn list(&self) -> Result<Vec<String>, StorageError> {
        let mut names = Vec::new();
        let mut waiting = vec![String::new()];
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
