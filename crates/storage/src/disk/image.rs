//! An image of all state: links to what only grows or never changes, copies of what is written in place.
//!
//! Nothing changes while it is taken. Afterwards a linked file may grow, so its length is part of the image; a file that
//! is removed lives on in its link. Left out is what may be missing: indexes of segments and files without their final
//! names. Invariant: opening an image is recovering from a kill at that moment.

use std::fs;
use std::io;
use std::path::Path;

use super::replacement::PARTS;

/// A file of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imaged {
    /// Its path in the image, `/`-separated.
    pub path: String,
    /// How many of its bytes belong to the image.
    pub length: u64,
}

/// Takes an image of `root` into `into`.
pub(super) fn take(root: &Path, into: &Path) -> io::Result<Vec<Imaged>> {
    fs::create_dir(into)?;
    let mut files = Vec::new();
    for part in PARTS {
        if root.join(part).is_dir() {
            enter(root, into, part, &mut files)?;
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn enter(root: &Path, into: &Path, directory: &str, files: &mut Vec<Imaged>) -> io::Result<()> {
    fs::create_dir(into.join(directory))?;
    for entry in fs::read_dir(root.join(directory))? {
        let entry = entry?;
        // Names that are not UTF-8 are none of ours.
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{directory}/{name}");
        if entry.file_type()?.is_dir() {
            enter(root, into, &path, files)?;
        } else if is_kept(directory, &name) {
            let (from, to) = (root.join(&path), into.join(&path));
            match name.ends_with(".redb") {
                true => drop(fs::copy(&from, &to)?),
                // Some file systems have no links.
                false => fs::hard_link(&from, &to).or_else(|_| fs::copy(&from, &to).map(drop))?,
            }
            files.push(Imaged { path, length: fs::metadata(&to)?.len() });
        }
    }
    Ok(())
}

/// Whether a file belongs to an image: blobs have any name but those of files that are not finished.
fn is_kept(directory: &str, name: &str) -> bool {
    match directory.starts_with("blob") {
        true => !name.starts_with('~'),
        false => !["new", "tree.new"].contains(&name) && !name.ends_with(".index"),
    }
}
