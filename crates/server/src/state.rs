//! The whole state of a house as one file: saved while it runs, loaded into another or the same, or emptied.
//!
//! A running house takes an image of its stores (writes wait meanwhile), then packs it; that is what `kill -9` would
//! have left at that moment, all that was acknowledged included. Loading unpacks and checks everything beside the old
//! state, and only then says that it is to take its place; a restart does that. So whatever is killed whenever, there
//! is the old state or the new one, whole. docs/formats/state.md states the bytes.
//!
//! Lacks: certificates (`tls/`), which stay where they are; houses whose state is in memory.

mod archive;
mod error;
mod name;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use kernel::{SystemClock, Timestamp};
use storage::{RealDisk, Replacement, Volume};

pub use archive::Manifest;
pub use error::StateError;
pub use name::{SUFFIX, StateName};

/// Where saved states lie, in the data directory.
const SAVED: &str = "saved";
/// What is not finished in there begins with this, which no name does.
const UNFINISHED: char = '~';

/// A saved state.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Its name.
    pub name: StateName,
    /// Bytes of its file.
    pub bytes: u64,
    /// When it was saved, by the machine's clock; none where the file cannot be read.
    pub saved: Option<Timestamp>,
}

/// The states of one house.
#[derive(Debug)]
pub struct States {
    directory: PathBuf,
    turn: std::sync::Mutex<()>,
}

impl States {
    /// The states of the house in the data directory.
    pub fn new(data: &Path) -> Self {
        // Whoever is told of it may stand elsewhere.
        let directory = std::path::absolute(data).unwrap_or_else(|_| data.to_owned());
        Self { directory, turn: std::sync::Mutex::default() }
    }

    /// Where saved states lie.
    pub fn folder(&self) -> PathBuf {
        self.directory.join(SAVED)
    }

    /// The file of a saved state.
    pub fn file(&self, name: &StateName) -> PathBuf {
        self.folder().join(format!("{name}{SUFFIX}"))
    }

    /// Saves what is on `volume` under `name`, which may be taken: then the file is replaced. Blocks.
    pub fn save(&self, volume: &Volume, name: &StateName, now: Timestamp) -> Result<Manifest, StateError> {
        let _turn = self.turn.try_lock().map_err(|_| StateError::Busy)?;
        fs::create_dir_all(self.folder())?;
        self.tidy()?;
        let image = format!("{SAVED}/{UNFINISHED}image");
        let unfinished = self.folder().join(format!("{UNFINISHED}{name}"));
        let result: Result<Manifest, StateError> = (|| {
            let files = volume.image(&image)?.ok_or(StateError::InMemory)?;
            let manifest = archive::pack(&self.directory.join(&image), &files, &unfinished, now)?;
            fs::rename(&unfinished, self.file(name))?;
            fs::File::open(self.folder())?.sync_all()?;
            Ok(manifest)
        })();
        // Also after a failure: what is left then serves nobody.
        let tidied = self.tidy();
        let manifest = result?;
        tidied?;
        Ok(manifest)
    }

    /// Checks the saved state `name` and makes it ready to take the place of this house's at the next start. Blocks.
    pub fn load(&self, name: &StateName) -> Result<Manifest, StateError> {
        let _turn = self.turn.try_lock().map_err(|_| StateError::Busy)?;
        let file = self.file(name);
        if !file.exists() {
            return Err(StateError::NotFound(name.to_string()));
        }
        load_file(&file, &self.directory)
    }

    /// Makes empty state ready to take the place of this house's at the next start. Blocks.
    pub fn reset(&self) -> Result<(), StateError> {
        let _turn = self.turn.try_lock().map_err(|_| StateError::Busy)?;
        Ok(Replacement::begin(&self.directory)?.ready()?)
    }

    /// What was saved, by name.
    pub fn list(&self) -> Result<Vec<Saved>, StateError> {
        let entries = match fs::read_dir(self.folder()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut all = Vec::new();
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().into_string().ok();
            let name = name.as_deref().and_then(|name| name.strip_suffix(SUFFIX)).map(StateName::parse);
            if let Some(Ok(name)) = name {
                let saved = archive::manifest(&entry.path()).ok().map(|manifest| manifest.saved);
                all.push(Saved { name, bytes: entry.metadata()?.len(), saved });
            }
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(all)
    }

    /// Removes what was not finished.
    fn tidy(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.folder())? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
                match entry.file_type()?.is_dir() {
                    true => fs::remove_dir_all(entry.path())?,
                    false => fs::remove_file(entry.path())?,
                }
            }
        }
        Ok(())
    }
}

/// Checks the archive `file` and makes it ready to take the place of what is in `directory` at the next opening.
fn load_file(file: &Path, directory: &Path) -> Result<Manifest, StateError> {
    let replacement = Replacement::begin(directory)?;
    match archive::unpack(file, &replacement) {
        Ok(manifest) => {
            replacement.ready()?;
            Ok(manifest)
        }
        Err(error) => {
            replacement.drop_it()?;
            Err(error)
        }
    }
}

/// Loads the archive `file` into a data directory that no server has open; made if missing.
pub fn load_into(file: &Path, directory: &Path) -> Result<Manifest, StateError> {
    // Refused before anything is made.
    archive::manifest(file)?;
    let disk = RealDisk::open(directory)?;
    let manifest = load_file(file, directory)?;
    drop(disk);
    // Opening it is what moves the state in.
    drop(RealDisk::open(directory)?);
    Ok(manifest)
}

/// The time that a state is saved at.
pub fn now() -> Timestamp {
    SystemClock::machine_now()
}

#[cfg(test)]
mod tests;
