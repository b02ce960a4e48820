//! The disk that everything durable stands on: files by relative path, with explicit syncs.
//!
//! Contract. Written bytes are durable after [`File::sync_data`]; a file's *name* (created, renamed,
//! removed) is durable after [`Disk::sync_directory`] of the directory that holds it; a directory is
//! durable when [`Disk::create_directory`] returns. Until then a crash may keep, lose or tear anything.
//! Paths are relative, `/`-separated, without `..`. Lacks: permissions, links, times.

mod crash;
mod image;
mod memory;
mod real;
mod replacement;

use std::fmt::Debug;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

pub use crash::{CrashDisk, Fault};
pub use image::Imaged;
pub use memory::MemoryDisk;
pub use real::RealDisk;
pub use replacement::Replacement;

/// How to open a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// It must exist.
    Existing,
    /// It is made if it does not exist, and emptied if it does.
    Create,
}

/// One entry of a directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its name, without the directory.
    pub name: String,
    /// Whether it is a directory itself.
    pub is_directory: bool,
}

/// Where files live.
pub trait Disk: Send + Sync + Debug {
    /// Opens `path` for reading and writing. NotFound if it or its directory does not exist.
    fn open(&self, path: &str, mode: OpenMode) -> io::Result<Arc<dyn File>>;
    /// Makes `path` and the directories above it, durably. Existing ones are fine.
    fn create_directory(&self, path: &str) -> io::Result<()>;
    /// Removes a file; handles to it stay readable. NotFound if it does not exist.
    fn remove(&self, path: &str) -> io::Result<()>;
    /// Removes a directory if it is empty; does nothing otherwise.
    fn remove_directory(&self, path: &str) -> io::Result<()>;
    /// Gives a file another name, atomically replacing what had it.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;
    /// What is directly in a directory, sorted by name; empty if the directory does not exist.
    fn list(&self, directory: &str) -> io::Result<Vec<Entry>>;
    /// Makes the names in a directory durable.
    fn sync_directory(&self, path: &str) -> io::Result<()>;
    /// Where a file is for other programs, on disks that have such a place.
    fn locate(&self, _path: &str) -> Option<PathBuf> {
        None
    }
    /// Puts an image of everything stored into the directory `into`, which is new: what `kill -9` would leave at this
    /// moment, all that was acknowledged included. Nothing is written meanwhile. None on disks that cannot.
    fn image(&self, _into: &str) -> io::Result<Option<Vec<Imaged>>> {
        Ok(None)
    }
}

/// An open file. Reads and writes name their offset, so one handle serves many threads.
pub trait File: Send + Sync + Debug {
    /// Reads up to `buffer.len()` bytes at `offset`; fewer only at the end of the file.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
    /// Writes all of `bytes` at `offset`, growing the file (with zeros) as needed. On an error, any
    /// part may have been written.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;
    /// Length in bytes.
    fn length(&self) -> io::Result<u64>;
    /// Cuts or grows (with zeros) to `length` bytes.
    fn set_length(&self, length: u64) -> io::Result<()>;
    /// Makes every write and length change so far durable.
    fn sync_data(&self) -> io::Result<()>;
}
