//! Other state in place of what a directory has: made ready beside it, then taken at the next opening.
//!
//! Until it is ready the old state is whole, and what was brought so far is removed at the next opening. From then on
//! the next opening moves it in, part by part, and goes on with that however often it is killed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What state lies in.
pub(super) const PARTS: [&str; 3] = ["blob", "key-value", "log"];
/// What is made of state, and made anew: unpacked code of functions.
const DERIVED: &str = "functions";
/// Where other state is brought.
const INCOMING: &str = "incoming";
/// The file in it that says that it is whole.
const READY: &str = "ready";

/// Other state for a directory, being brought.
#[derive(Debug)]
pub struct Replacement {
    root: PathBuf,
    incoming: PathBuf,
}

impl Replacement {
    /// Begins with empty state for the directory `root`, which a volume may hold meanwhile.
    pub fn begin(root: &Path) -> io::Result<Self> {
        let incoming = root.join(INCOMING);
        if incoming.join(READY).exists() {
            let text = "another state is ready to take this one's place; restart the server first";
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, text));
        }
        remove_all(&incoming)?;
        fs::create_dir(&incoming)?;
        for part in PARTS {
            fs::create_dir(incoming.join(part))?;
        }
        Ok(Self { root: root.to_owned(), incoming })
    }

    /// A new file of the state, e.g. `log/…`; its directories are made. Its writer syncs it.
    pub fn create(&self, path: &str) -> io::Result<fs::File> {
        let path = self.incoming.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::File::create_new(path)
    }

    /// Says that it is whole: the next opening of the directory takes it. Durable when it returns.
    pub fn ready(self) -> io::Result<()> {
        sync_directories(&self.incoming)?;
        fs::File::create_new(self.incoming.join(READY))?.sync_all()?;
        sync(&self.incoming)?;
        sync(&self.root)
    }

    /// Forgets it.
    pub fn drop_it(self) -> io::Result<()> {
        remove_all(&self.incoming)
    }
}

/// Takes the state that is ready in `root`, or removes what is not.
pub(super) fn finish(root: &Path) -> io::Result<()> {
    let incoming = root.join(INCOMING);
    if !incoming.exists() {
        return Ok(());
    }
    if incoming.join(READY).exists() {
        for part in PARTS {
            if incoming.join(part).exists() {
                remove_all(&root.join(part))?;
                fs::rename(incoming.join(part), root.join(part))?;
            }
        }
        remove_all(&root.join(DERIVED))?;
        sync(root)?;
        fs::remove_file(incoming.join(READY))?;
        sync(&incoming)?;
    }
    remove_all(&incoming)?;
    sync(root)
}

fn remove_all(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn sync_directories(directory: &Path) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_directories(&entry.path())?;
        }
    }
    sync(directory)
}

fn sync(directory: &Path) -> io::Result<()> {
    fs::File::open(directory)?.sync_all()
}
