//! A blob that is being read, piece by piece: its bytes stay readable although it is deleted or replaced.

use std::sync::Arc;

use bytes::Bytes;

use crate::StorageError;
use crate::disk::File;

/// See the module. Cheap to clone.
#[derive(Clone, Debug)]
pub struct BlobReader {
    file: Arc<dyn File>,
    path: Arc<str>,
    length: u64,
}

impl BlobReader {
    pub(super) fn new(file: Arc<dyn File>, path: &str) -> Result<Self, StorageError> {
        let length = file.length().map_err(StorageError::io("measure", path))?;
        Ok(Self { file, path: path.into(), length })
    }

    /// Bytes of the whole blob.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Up to `count` bytes from `offset`; fewer only at the end of the blob. Blocks.
    pub fn read_at(&self, offset: u64, count: usize) -> Result<Bytes, StorageError> {
        let left = usize::try_from(self.length.saturating_sub(offset)).unwrap_or(usize::MAX);
        let mut bytes = vec![0; count.min(left)];
        let read = self.file.read_at(&mut bytes, offset).map_err(StorageError::io("read", &self.path))?;
        bytes.truncate(read);
        Ok(bytes.into())
    }
}
