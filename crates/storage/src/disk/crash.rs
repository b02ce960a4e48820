//! A disk that can lose power: it keeps, for every file and directory, what was synced and what was not.
//!
//! [`CrashDisk::power_cut`] answers a disk as it may be after the power came back: each un-synced write
//! kept, lost, or torn into sectors; each un-synced name change kept or lost. Harsher than any file
//! system: un-synced changes are lost independently, in no order. Faults can be planned at the n-th
//! operation that changes something. A failed sync loses what it should have synced, although reads
//! still show it, as Linux does. Lacks: reads that answer wrong bytes (tests flip those themselves).

mod file;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::SeededRandom;

use super::memory::entries_below;
use super::{Disk, Entry, File, OpenMode};
use file::{CrashFile, Inode};

/// What goes wrong at a planned operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The power goes: this operation may have happened in part, all later ones fail.
    PowerCut,
    /// No space is left; a write may have happened in part. Later operations succeed.
    Full,
    /// The disk answers an input/output error. Later operations succeed.
    Io,
}

/// See the module. Clones are the same disk.
#[derive(Clone, Debug, Default)]
pub struct CrashDisk(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// Names as the running system sees them, and as they are on the platter.
    names: BTreeMap<String, Arc<Mutex<Inode>>>,
    synced_names: BTreeMap<String, Arc<Mutex<Inode>>>,
    changes: Vec<NameChange>,
    /// Operations so far that changed something or synced.
    operations: u64,
    planned: Option<(u64, Fault)>,
    is_full: bool,
    is_off: bool,
}

#[derive(Clone, Debug)]
enum NameChange {
    Create(String, Arc<Mutex<Inode>>),
    Remove(String),
    Rename(String, String, Arc<Mutex<Inode>>),
}

impl NameChange {
    fn apply(self, names: &mut BTreeMap<String, Arc<Mutex<Inode>>>) {
        match self {
            Self::Create(path, inode) => drop(names.insert(path, inode)),
            Self::Remove(path) => drop(names.remove(&path)),
            Self::Rename(from, to, inode) => {
                names.remove(&from);
                names.insert(to, inode);
            }
        }
    }

    fn touches(&self, directory: &str) -> bool {
        let is_in = |path: &str| path.rsplit_once('/').map_or("", |(parent, _)| parent) == directory;
        match self {
            Self::Create(path, _) | Self::Remove(path) => is_in(path),
            Self::Rename(from, to, _) => is_in(from) || is_in(to),
        }
    }
}

impl State {
    /// Counts an operation; answers the fault that it meets, if any.
    fn count(&mut self) -> io::Result<Option<Fault>> {
        if self.is_off {
            return Err(io::Error::other("the power is off"));
        }
        self.operations += 1;
        let fault = self.planned.filter(|(at, _)| *at == self.operations).map(|(_, fault)| fault);
        self.is_off = fault == Some(Fault::PowerCut);
        Ok(fault)
    }

    fn inode(&self, path: &str) -> io::Result<Arc<Mutex<Inode>>> {
        let missing = || io::Error::new(io::ErrorKind::NotFound, format!("no file `{path}`"));
        self.names.get(path).cloned().ok_or_else(missing)
    }

    fn change(&mut self, change: NameChange) {
        change.clone().apply(&mut self.names);
        self.changes.push(change);
    }
}

/// The error of an operation that met `fault`.
fn refusal(fault: Fault) -> io::Error {
    match fault {
        Fault::Full => io::ErrorKind::StorageFull.into(),
        Fault::Io => io::Error::other("planned input/output error"),
        Fault::PowerCut => io::Error::other("the power is off"),
    }
}

fn is_kept(random: &SeededRandom) -> bool {
    kernel::Random::u64(random) & 1 == 1
}

impl CrashDisk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Operations so far that changed something or synced.
    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// Has the `at`-th operation from the beginning (1 is the first) meet `fault`.
    pub fn plan(&self, at: u64, fault: Fault) {
        self.state().planned = Some((at, fault));
    }

    /// While full, no file can grow.
    pub fn set_full(&self, is_full: bool) {
        self.state().is_full = is_full;
    }

    /// The disk as it may be after a power cut now; `seed` chooses among the possibilities.
    pub fn power_cut(&self, seed: u64) -> Self {
        let random = SeededRandom::new(seed);
        let state = self.state();
        let mut names = state.synced_names.clone();
        for change in &state.changes {
            if is_kept(&random) {
                change.clone().apply(&mut names);
            }
        }
        // A file may have two names now (a rename that was kept beside a create that was): each gets
        // its own copy, which differs from a real disk only for files that nobody looks at.
        let survive = |inode: &Arc<Mutex<Inode>>| {
            let inode = inode.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::new(Mutex::new(inode.after_power_cut(&random)))
        };
        let names: BTreeMap<_, _> =
            names.iter().map(|(path, inode)| (path.clone(), survive(inode))).collect();
        Self(Arc::new(Mutex::new(State { synced_names: names.clone(), names, ..State::default() })))
    }

    /// Forgets faults that were planned, or that switched the disk off: after `kill -9` at a planned power
    /// cut, the same machine starts again, with everything it wrote still to be read and still un-synced.
    pub fn restart(&self) {
        let mut state = self.state();
        (state.planned, state.is_off) = (None, false);
    }

    /// Flips one bit of a file, both as seen and as synced. Answers whether the file is that long.
    pub fn flip(&self, path: &str, offset: u64, bit: u8) -> bool {
        let Ok(inode) = self.state().inode(path) else { return false };
        inode.lock().unwrap_or_else(PoisonError::into_inner).flip(offset, bit)
    }

    /// All files, with their lengths.
    pub fn files(&self) -> Vec<(String, u64)> {
        let length = |inode: &Mutex<Inode>| inode.lock().unwrap_or_else(PoisonError::into_inner).length();
        self.state().names.iter().map(|(path, inode)| (path.clone(), length(inode))).collect()
    }
}

impl Disk for CrashDisk {
    fn open(&self, path: &str, mode: OpenMode) -> io::Result<Arc<dyn File>> {
        let mut state = self.state();
        if state.is_off {
            return Err(refusal(Fault::PowerCut));
        }
        if mode == OpenMode::Create {
            let fault = state.count()?;
            if fault.is_none_or(|fault| fault == Fault::PowerCut) {
                state.change(NameChange::Create(path.to_owned(), Arc::default()));
            }
            if let Some(fault) = fault {
                return Err(refusal(fault));
            }
        }
        let inode = state.inode(path)?;
        Ok(Arc::new(CrashFile { disk: self.clone(), inode }))
    }

    fn create_directory(&self, _path: &str) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        let mut state = self.state();
        state.inode(path)?;
        let fault = state.count()?;
        if fault.is_none_or(|fault| fault == Fault::PowerCut) {
            state.change(NameChange::Remove(path.to_owned()));
        }
        fault.map_or(Ok(()), |fault| Err(refusal(fault)))
    }

    fn remove_directory(&self, _path: &str) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut state = self.state();
        let inode = state.inode(from)?;
        let fault = state.count()?;
        if fault.is_none_or(|fault| fault == Fault::PowerCut) {
            state.change(NameChange::Rename(from.to_owned(), to.to_owned(), inode));
        }
        fault.map_or(Ok(()), |fault| Err(refusal(fault)))
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Entry>> {
        let state = self.state();
        if state.is_off {
            return Err(refusal(Fault::PowerCut));
        }
        Ok(entries_below(state.names.keys().map(String::as_str), directory))
    }

    fn sync_directory(&self, path: &str) -> io::Result<()> {
        let mut state = self.state();
        let fault = state.count()?;
        if let Some(fault) = fault {
            return Err(refusal(fault));
        }
        let (synced, kept) =
            std::mem::take(&mut state.changes).into_iter().partition(|change| change.touches(path));
        state.changes = kept;
        let synced: Vec<NameChange> = synced;
        synced.into_iter().for_each(|change| change.apply(&mut state.synced_names));
        Ok(())
    }
}
