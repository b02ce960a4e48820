//! Unpacked code: where it lies, who uses it, and what of it is kept over a restart.
//!
//! A package is unpacked once into `<SHA-256>/`, for all functions that have it. `<SHA-256>.whole` beside it says
//! that it is [`Whole`]; it is written last, when all else is on the disk, so a kill between any two steps leaves
//! nothing that is taken for whole. What was there before is looked at once, at its first use: a file that is not as
//! it was unpacked makes the package be unpacked anew, and what is not of the package is removed.
//! Bounded by what functions have: code that none has is removed at the start, or when the last process in it ended.
//! These functions block on the disk; call them where blocking is allowed.
//! Lacks: a guard against functions that change their own code while the server runs, which AWS does not let them.

mod whole;

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::package::{self, PackageError};
use whole::Whole;

/// The directory of a function's code, which stays while this is held.
#[derive(Clone, Debug)]
pub struct TaskRoot {
    path: PathBuf,
    _lease: Arc<()>,
}

impl Deref for TaskRoot {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.path
    }
}

impl From<PathBuf> for TaskRoot {
    /// A directory that somebody else looks after.
    fn from(path: PathBuf) -> Self {
        Self { path, _lease: Arc::default() }
    }
}

/// See the module.
#[derive(Debug)]
pub(super) struct Unpacked {
    root: PathBuf,
    slots: Mutex<HashMap<String, Arc<Mutex<Slot>>>>,
}

/// What is known of one package.
#[derive(Debug, Default)]
struct Slot {
    /// Whether it was unpacked, or found whole, in this life.
    is_there: bool,
    /// Whether no function has it any more.
    is_dropped: bool,
    /// Held by whoever uses it.
    lease: Weak<()>,
}

/// Code that may be kept: unpacked, and not yet known to be on the disk.
#[derive(Debug)]
pub(super) struct Fresh {
    root: PathBuf,
    whole: Whole,
}

impl Fresh {
    /// Brings it to the disk and marks it as whole. Where that fails, it is unpacked anew after a restart.
    pub(super) fn keep(self) -> io::Result<()> {
        self.whole.keep(&self.root)
    }
}

impl Unpacked {
    /// What lies below `root`; of that, only code that is marked and that a function `has` stays.
    pub(super) fn open(root: PathBuf, has: &HashSet<String>) -> io::Result<Self> {
        fs::create_dir_all(&root)?;
        for entry in fs::read_dir(&root)? {
            let path = entry?.path();
            let code = path.file_stem().and_then(OsStr::to_str).filter(|code| has.contains(*code));
            if code.is_none_or(|code| !whole::mark(&root, code).is_file() || !tree(&root, code).is_dir()) {
                remove(&path)?;
            }
        }
        Ok(Self { root, slots: Mutex::default() })
    }

    /// Where the package with this SHA-256 lies, if it is there and whole.
    pub(super) fn find(&self, code: &str) -> Option<TaskRoot> {
        let slot = self.slot(code);
        let mut slot = lock(&slot);
        slot.is_there = match slot.is_there {
            true => tree(&self.root, code).is_dir(),
            false => Whole::read(&self.root, code).is_some_and(|whole| whole.holds(&tree(&self.root, code))),
        };
        slot.is_there.then(|| slot.lend(tree(&self.root, code)))
    }

    /// The same, unpacked from `zip` if it is not there. What is fresh is to be kept.
    pub(super) fn unpack(&self, code: &str, zip: &[u8]) -> Result<(TaskRoot, Option<Fresh>), PackageError> {
        if package::sha256_hex(zip) != code {
            return Err(PackageError::Damaged);
        }
        let slot = self.slot(code);
        let mut slot = lock(&slot);
        let tree = tree(&self.root, code);
        if slot.is_there && tree.is_dir() {
            return Ok((slot.lend(tree), None));
        }
        let unpacked = remove_code(&self.root, code).map_err(PackageError::Io).and_then(|()| {
            package::unpack(zip, &tree)?;
            step();
            Ok(Whole::of(code, &tree)?)
        });
        slot.is_there = unpacked.is_ok();
        if unpacked.is_err() {
            // The first error is the one to tell; without its mark it is nothing.
            let _ = fs::remove_dir_all(&tree);
        }
        let fresh = Fresh { whole: unpacked?, root: self.root.clone() };
        Ok((slot.lend(tree), Some(fresh)))
    }

    /// Removes a package that no function has any more, or has it removed when nothing runs in it.
    pub(super) fn drop_code(&self, code: &str) -> io::Result<()> {
        let slot = self.slot(code);
        let mut slot = lock(&slot);
        slot.is_dropped = true;
        slot.sweep(&self.root, code)
    }

    /// Removes dropped packages in which nothing runs.
    pub(super) fn sweep(&self) -> io::Result<()> {
        let slots: Vec<_> = self.all().iter().map(|(code, slot)| (code.clone(), Arc::clone(slot))).collect();
        let swept = slots.iter().try_for_each(|(code, slot)| lock(slot).sweep(&self.root, code));
        drop(slots);
        // Whoever has a slot keeps it alive; it can be had only here.
        self.all().retain(|_, slot| Arc::strong_count(slot) > 1 || lock(slot).is_there);
        swept
    }

    fn slot(&self, code: &str) -> Arc<Mutex<Slot>> {
        Arc::clone(self.all().entry(code.to_owned()).or_default())
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Arc<Mutex<Slot>>>> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    fn lend(&mut self, path: PathBuf) -> TaskRoot {
        let lease = self.lease.upgrade().unwrap_or_default();
        self.lease = Arc::downgrade(&lease);
        self.is_dropped = false;
        TaskRoot { path, _lease: lease }
    }

    fn sweep(&mut self, root: &Path, code: &str) -> io::Result<()> {
        if !self.is_dropped || self.lease.strong_count() > 0 {
            return Ok(());
        }
        self.is_there = false;
        remove_code(root, code)?;
        self.is_dropped = false;
        Ok(())
    }
}

/// Removes what is below `root` of a package, its mark first: what then remains is not taken for whole.
pub(super) fn remove_code(root: &Path, code: &str) -> io::Result<()> {
    remove(&whole::mark(root, code))?;
    step();
    remove(&tree(root, code))
}

/// Where a process's life may end; tests end it.
pub(super) fn step() {
    #[cfg(test)]
    tests::step();
}

fn tree(root: &Path, code: &str) -> PathBuf {
    root.join(code)
}

/// Removes what is at `path`, if anything is.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn lock(slot: &Mutex<Slot>) -> MutexGuard<'_, Slot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
