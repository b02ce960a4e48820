//! Every kind of volume that the contract holds for, and how to open it again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use storage::{CrashDisk, Disk, MemoryDisk, RealDisk, Tuning, Volume};

/// Small enough that a handful of writes needs a checkpoint.
pub const SMALL: Tuning = Tuning { checkpoint_bytes: 3000, in_line: false };

/// A directory that ends with the test.
pub struct TempDirectory(PathBuf);

impl TempDirectory {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("pumphouse-storage-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Self(std::env::temp_dir().join(name))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDirectory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A volume and, where it outlives its handle, what it is opened again from.
pub enum Provider {
    Ephemeral,
    Disk(Arc<dyn Disk>),
    Real(TempDirectory),
}

impl Provider {
    /// A volume on what was written before; `None` if it does not outlive its handle. Earlier handles
    /// must be dropped.
    pub fn open(&self) -> Volume {
        match self {
            Self::Ephemeral => Volume::memory(),
            Self::Disk(disk) => Volume::tuned(disk.clone(), SMALL),
            Self::Real(directory) => {
                Volume::tuned(Arc::new(RealDisk::open(directory.path()).unwrap()), SMALL)
            }
        }
    }

    pub fn is_durable(&self) -> bool {
        !matches!(self, Self::Ephemeral)
    }
}

/// Runs `test` over a fresh volume of every provider.
pub fn on_every_provider(test: impl Fn(&Provider)) {
    test(&Provider::Ephemeral);
    test(&Provider::Disk(Arc::new(MemoryDisk::default())));
    test(&Provider::Disk(Arc::new(CrashDisk::default())));
    test(&Provider::Real(TempDirectory::new()));
}

/// Waits for a future, without a runtime of the test's own.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}
