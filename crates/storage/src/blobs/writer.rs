//! A blob that is being written, piece by piece: kept whole under its name, or gone.

use std::sync::Arc;

use super::{Blobs, directory_of};
use crate::StorageError;
use crate::disk::File;

/// See the module. Dropping it before [`BlobWriter::keep`] removes what was written.
#[derive(Debug)]
pub struct BlobWriter {
    blobs: Blobs,
    temporary: String,
    file: Arc<dyn File>,
    length: u64,
    kept: bool,
}

impl BlobWriter {
    pub(super) fn new(blobs: Blobs, temporary: String, file: Arc<dyn File>) -> Self {
        Self { blobs, temporary, file, length: 0, kept: false }
    }

    /// Adds `bytes` at the end. After an error nothing of them is in the blob, and it may be tried again.
    /// Blocks.
    pub fn append(&mut self, bytes: &[u8]) -> Result<(), StorageError> {
        let written = self.file.write_at(bytes, self.length);
        written.map_err(StorageError::io("write", &self.temporary))?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// Bytes so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Keeps what was written under `name`, replacing what was there. Durable when it returns. Blocks.
    pub fn keep(mut self, name: &str) -> Result<(), StorageError> {
        let path = self.blobs.file_of(name)?;
        let directory = directory_of(&path);
        let disk = Arc::clone(&self.blobs.0.disk);
        disk.create_directory(directory).map_err(StorageError::io("create", directory))?;
        // What an append that failed has left beyond the end.
        if self.file.length().map_err(StorageError::io("measure", &path))? != self.length {
            self.file.set_length(self.length).map_err(StorageError::io("cut", &path))?;
        }
        self.file.sync_data().map_err(StorageError::io("sync", &path))?;
        disk.rename(&self.temporary, &path).map_err(StorageError::io("rename", &path))?;
        self.kept = true;
        disk.sync_directory(directory).map_err(StorageError::io("sync", directory))
    }
}

impl Drop for BlobWriter {
    fn drop(&mut self) {
        if !self.kept {
            // What stays is removed at the next opening.
            let _ = self.blobs.0.disk.remove(&self.temporary);
        }
    }
}
