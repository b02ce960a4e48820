//! The mark of code that was unpacked whole: its SHA-256, and every file as it was unpacked.
//!
//! Files are told by what changes whenever they are written to or replaced: length, inode, time of change. So a look
//! costs no reading. Docs: `docs/formats/lambda.md`.
//! Lacks: noticing bits that rot on the disk, which no time of change tells of.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use wire::{Shape, from_json, to_json};

/// The version of the mark's layout.
const VERSION: i32 = 1;
/// Files that are synced one by one; where there are more, the file system is synced as a whole.
const SYNCED_SINGLY_MAX: usize = 64;

/// Code that was unpacked whole.
#[derive(Clone, Debug, PartialEq, Shape)]
pub(super) struct Whole {
    version: i32,
    sha256: String,
    entries: Vec<Entry>,
}

/// A file, a directory or a link, as it was unpacked.
#[derive(Clone, Debug, PartialEq, Shape)]
pub(super) struct Entry {
    /// Below the root.
    path: String,
    mode: i64,
    /// Of a link only.
    target: Option<String>,
    /// Of a file only, as what follows.
    bytes: Option<i64>,
    inode: Option<i64>,
    /// Nanoseconds since 1970, as the file system tells it.
    changed: Option<i64>,
}

/// The file that marks `code` below `root`.
pub(super) fn mark(root: &Path, code: &str) -> PathBuf {
    root.join(format!("{code}.whole"))
}

impl Whole {
    /// What is in `tree`, which is complete.
    pub(super) fn of(code: &str, tree: &Path) -> io::Result<Self> {
        let mut entries = Vec::new();
        let mut waiting = vec![PathBuf::new()];
        while let Some(below) = waiting.pop() {
            for found in fs::read_dir(tree.join(&below))? {
                let entry = Entry::at(tree, below.join(found?.file_name()))?;
                if entry.is_directory() {
                    waiting.push(entry.path.clone().into());
                }
                entries.push(entry);
            }
        }
        Ok(Self { version: VERSION, sha256: code.to_owned(), entries })
    }

    /// What `code`'s mark says, if there is one that can be read.
    pub(super) fn read(root: &Path, code: &str) -> Option<Self> {
        let whole = Self::decode(&fs::read(mark(root, code)).ok()?).ok()?;
        (whole.sha256 == code).then_some(whole)
    }

    /// Whether `tree` has all of it as it was. What else is there is removed; where that cannot be, it does not hold.
    pub(super) fn holds(&self, tree: &Path) -> bool {
        self.look(tree).unwrap_or(false)
    }

    fn look(&self, tree: &Path) -> io::Result<bool> {
        let mut wanted: BTreeMap<&Path, &Entry> =
            self.entries.iter().map(|entry| (Path::new(&entry.path), entry)).collect();
        let mut waiting = vec![PathBuf::new()];
        while let Some(below) = waiting.pop() {
            for found in fs::read_dir(tree.join(&below))? {
                let path = below.join(found?.file_name());
                let Some(entry) = wanted.remove(path.as_path()) else {
                    super::remove(&tree.join(&path))?;
                    continue;
                };
                if *entry != Entry::at(tree, path.clone())? {
                    return Ok(false);
                }
                if entry.is_directory() {
                    waiting.push(path);
                }
            }
        }
        Ok(wanted.is_empty())
    }

    /// Syncs the code below `root`, then writes the mark.
    pub(super) fn keep(&self, root: &Path) -> io::Result<()> {
        self.sync(&root.join(&self.sha256))?;
        super::step();
        let (mark, draft) = (mark(root, &self.sha256), root.join(format!("{}.draft", self.sha256)));
        let mut file = File::create(&draft)?;
        super::step();
        file.write_all(&self.encode())?;
        file.sync_all()?;
        super::step();
        fs::rename(&draft, mark)?;
        super::step();
        File::open(root)?.sync_all()
    }

    fn sync(&self, tree: &Path) -> io::Result<()> {
        let root = File::open(tree)?;
        if self.entries.len() > SYNCED_SINGLY_MAX {
            return Ok(rustix::fs::syncfs(root)?);
        }
        for entry in self.entries.iter().filter(|entry| entry.target.is_none()) {
            File::open(tree.join(&entry.path))?.sync_all()?;
        }
        root.sync_all()
    }

    fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        let whole: Self = from_json(bytes).map_err(|error| error.to_string())?;
        match whole.version {
            VERSION => Ok(whole),
            other => Err(format!("version {other}, where {VERSION} is known")),
        }
    }
}

impl Entry {
    fn at(tree: &Path, path: PathBuf) -> io::Result<Self> {
        let place = tree.join(&path);
        let found = fs::symlink_metadata(&place)?;
        let text = |path: PathBuf| {
            let not_text = |_| io::Error::other("a name that is not UTF-8");
            path.into_os_string().into_string().map_err(not_text)
        };
        let target = if found.is_symlink() { Some(text(fs::read_link(&place)?)?) } else { None };
        let of_file = |number: i64| found.is_file().then_some(number);
        Ok(Self {
            path: text(path)?,
            mode: i64::from(found.mode()),
            target,
            bytes: of_file(found.size() as i64),
            inode: of_file(found.ino() as i64),
            changed: of_file(found.ctime().saturating_mul(1_000_000_000).saturating_add(found.ctime_nsec())),
        })
    }

    fn is_directory(&self) -> bool {
        self.bytes.is_none() && self.target.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let file = Entry {
            path: "lib/a".into(),
            mode: 0o100644,
            target: None,
            bytes: Some(3),
            inode: Some(9),
            changed: Some(1_800_000_000_000_000_001),
        };
        let directory = Entry {
            path: "lib".into(),
            mode: 0o40755,
            bytes: None,
            inode: None,
            changed: None,
            ..file.clone()
        };
        let link =
            Entry { path: "b".into(), mode: 0o120777, target: Some("lib/a".into()), ..directory.clone() };
        let whole = Whole { version: 1, sha256: "00".into(), entries: vec![directory, file, link] };
        let pinned = r#"{"Version":1,"Sha256":"00","Entries":[{"Path":"lib","Mode":16877},{"Path":"lib/a","Mode":33188,"Bytes":3,"Inode":9,"Changed":1800000000000000001},{"Path":"b","Mode":41471,"Target":"lib/a"}]}"#;
        assert_eq!(String::from_utf8(whole.encode()).unwrap(), pinned);
        assert_eq!(Whole::decode(pinned.as_bytes()), Ok(whole));
        for wrong in
            ["", "{", "{\"Version\":2,\"Sha256\":\"00\",\"Entries\":[]}", &pinned[..pinned.len() - 1]]
        {
            assert!(Whole::decode(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
