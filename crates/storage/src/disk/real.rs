//! The machine's file system under one directory, held by an exclusive lock file.
//!
//! The lock lasts as long as any handle to this disk, so threads that finish their work after the
//! volume is dropped still exclude a second server.

use std::fs::{self, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use super::image::{self, Imaged};
use super::{Disk, Entry, File, OpenMode, replacement};
use crate::StorageError;

/// Name of the lock file in the volume's directory.
const LOCK: &str = "lock";

/// Files under a directory of the machine.
#[derive(Debug)]
pub struct RealDisk {
    root: PathBuf,
    _lock: fs::File,
    gate: Arc<Gate>,
}

/// Shut while an image is taken: nothing on the disk changes then.
#[derive(Debug, Default)]
struct Gate(RwLock<()>);

impl Gate {
    /// A change goes through; it waits while an image is taken.
    fn pass(&self) -> RwLockReadGuard<'_, ()> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl RealDisk {
    /// Takes `root`, creating it if need be. Locked if another process or volume has it. A replacement that is ready
    /// takes the place of what is there.
    pub fn open(root: &Path) -> Result<Self, StorageError> {
        let shown = root.display().to_string();
        if !root.is_dir() {
            create_durably(root).map_err(StorageError::io("create", &shown))?;
        }
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(root.join(LOCK));
        let lock = lock.map_err(StorageError::io("open the lock file in", &shown))?;
        match lock.try_lock() {
            Ok(()) => {
                replacement::finish(root).map_err(StorageError::io("replace the state in", &shown))?;
                Ok(Self { root: root.to_owned(), _lock: lock, gate: Arc::default() })
            }
            Err(TryLockError::WouldBlock) => Err(StorageError::Locked { directory: shown }),
            Err(TryLockError::Error(error)) => Err(StorageError::io("lock", &shown)(error)),
        }
    }
}

/// Creates `path` and its missing ancestors, syncing each directory that gained a name.
fn create_durably(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !parent.is_dir() {
        create_durably(parent)?;
    }
    match fs::create_dir(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => fs::File::open(parent)?.sync_all(),
    }
}

impl Disk for RealDisk {
    fn open(&self, path: &str, mode: OpenMode) -> io::Result<Arc<dyn File>> {
        let create = mode == OpenMode::Create;
        let _passing = create.then(|| self.gate.pass());
        let mut options = OpenOptions::new();
        let file =
            options.read(true).write(true).create(create).truncate(create).open(self.root.join(path))?;
        Ok(Arc::new(RealFile { file, gate: Arc::clone(&self.gate) }))
    }

    fn create_directory(&self, path: &str) -> io::Result<()> {
        let path = self.root.join(path);
        if path.is_dir() { Ok(()) } else { create_durably(&path) }
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let _passing = self.gate.pass();
        fs::remove_file(self.root.join(path))
    }

    fn remove_directory(&self, path: &str) -> io::Result<()> {
        match fs::remove_dir(self.root.join(path)) {
            Err(error)
                if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty) =>
            {
                Err(error)
            }
            _ => Ok(()),
        }
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let _passing = self.gate.pass();
        fs::rename(self.root.join(from), self.root.join(to))
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Entry>> {
        let read = match fs::read_dir(self.root.join(directory)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            read => read?,
        };
        let mut entries = Vec::new();
        for entry in read {
            let entry = entry?;
            // Names that are not UTF-8 are none of ours.
            if let Ok(name) = entry.file_name().into_string() {
                entries.push(Entry { name, is_directory: entry.file_type()?.is_dir() });
            }
        }
        entries.sort();
        Ok(entries)
    }

    fn sync_directory(&self, path: &str) -> io::Result<()> {
        fs::File::open(self.root.join(path))?.sync_all()
    }

    fn locate(&self, path: &str) -> Option<PathBuf> {
        Some(self.root.join(path))
    }

    fn image(&self, into: &str) -> io::Result<Option<Vec<Imaged>>> {
        let _shut = self.gate.0.write().unwrap_or_else(PoisonError::into_inner);
        image::take(&self.root, &self.root.join(into)).map(Some)
    }
}

#[derive(Debug)]
struct RealFile {
    file: fs::File,
    gate: Arc<Gate>,
}

impl File for RealFile {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.file.read_at(&mut buffer[filled..], offset + filled as u64) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let _passing = self.gate.pass();
        self.file.write_all_at(bytes, offset)
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    fn set_length(&self, length: u64) -> io::Result<()> {
        let _passing = self.gate.pass();
        self.file.set_len(length)
    }

    fn sync_data(&self) -> io::Result<()> {
        self.file.sync_data()
    }
}
