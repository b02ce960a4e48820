//! Disks whose files were damaged: sound files first, then edits, then checksums that pass again, so that
//! what is behind the checksums is met too.

use std::sync::Arc;

use arbitrary::Arbitrary;
use storage::{Disk, MemoryDisk, OpenMode};

/// Files by path.
pub type Files = Vec<(String, Vec<u8>)>;

/// The longest file that edits make.
const FILE_BYTES_MAX: usize = 1 << 20;

/// One change.
#[derive(Arbitrary, Debug)]
pub enum Edit {
    /// Other bytes at an offset.
    Overwrite(u8, u16, Vec<u8>),
    /// A number at an offset.
    Number(u8, u16, u32),
    /// The end cut off.
    Truncate(u8, u16),
    /// More at the end.
    Append(u8, Vec<u8>),
    /// The file gone.
    Remove(u8),
    /// One file's bytes in another's place.
    Copy(u8, u8),
    /// Another name in the same folder.
    Rename(u8, u8),
}

/// What happens to sound files.
#[derive(Arbitrary, Debug)]
pub struct Damage {
    /// The changes, in order.
    pub edits: Vec<Edit>,
    /// Whether checksums are made to pass again.
    pub mend: bool,
}

/// Every file of a disk, below a folder.
pub fn files(disk: &dyn Disk, folder: &str) -> Files {
    let mut found = Files::new();
    for entry in disk.list(folder).expect("a list") {
        let path = if folder.is_empty() { entry.name } else { format!("{folder}/{}", entry.name) };
        if entry.is_directory {
            found.extend(files(disk, &path));
        } else {
            let file = disk.open(&path, OpenMode::Existing).expect("a file");
            let mut bytes = vec![0; usize::try_from(file.length().expect("a length")).expect("fits")];
            file.read_at(&mut bytes, 0).expect("bytes");
            found.push((path, bytes));
        }
    }
    found
}

/// A disk with these files.
pub fn disk(files: &Files) -> Arc<MemoryDisk> {
    let disk = MemoryDisk::default();
    for (path, bytes) in files {
        let file = disk.open(path, OpenMode::Create).expect("a file");
        file.write_at(bytes, 0).expect("written");
    }
    Arc::new(disk)
}

impl Damage {
    /// The files afterwards.
    pub fn done_to(&self, sound: &Files) -> Files {
        let mut files = sound.clone();
        for edit in &self.edits {
            edit.apply(&mut files);
        }
        if self.mend {
            for (path, bytes) in &mut files {
                mend(path, bytes);
            }
        }
        files
    }
}

impl Edit {
    fn apply(&self, files: &mut Files) {
        let count = files.len();
        let index = |number: &u8| (count > 0).then(|| usize::from(*number) % count.max(1));
        match self {
            Self::Overwrite(number, offset, bytes) => {
                let Some(index) = index(number) else { return };
                overwrite(&mut files[index].1, *offset, bytes);
            }
            Self::Number(number, offset, value) => {
                let Some(index) = index(number) else { return };
                overwrite(&mut files[index].1, *offset, &value.to_le_bytes());
            }
            Self::Truncate(number, length) => {
                let Some(index) = index(number) else { return };
                files[index].1.truncate(usize::from(*length));
            }
            Self::Append(number, bytes) => {
                let Some(index) = index(number) else { return };
                files[index].1.extend_from_slice(bytes);
                files[index].1.truncate(FILE_BYTES_MAX);
            }
            Self::Remove(number) => {
                let Some(index) = index(number) else { return };
                files.remove(index);
            }
            Self::Copy(from, to) => {
                let (Some(from), Some(to)) = (index(from), index(to)) else { return };
                files[to].1 = files[from].1.clone();
            }
            Self::Rename(number, segment) => {
                let Some(index) = index(number) else { return };
                let (folder, name) = files[index].0.rsplit_once('/').unwrap_or_default();
                let ending = name.rsplit('.').next().unwrap_or_default();
                files[index].0 = format!("{folder}/{segment:020}.{ending}");
            }
        }
    }
}

fn overwrite(file: &mut [u8], offset: u16, bytes: &[u8]) {
    let offset = usize::from(offset) % file.len().max(1);
    let count = bytes.len().min(file.len() - offset);
    file[offset..offset + count].copy_from_slice(&bytes[..count]);
}

/// Makes the checksums of a segment or an index pass: `docs/formats/log.md` says where they are.
fn mend(path: &str, bytes: &mut [u8]) {
    const HEADER: usize = 32;
    if bytes.len() < HEADER {
        return;
    }
    let count = u32::from_le_bytes(bytes[24..28].try_into().expect("four bytes")) as usize;
    if path.ends_with(".index") {
        bytes[28..32].fill(0);
        let crc = crc32fast::hash(bytes);
        bytes[28..32].copy_from_slice(&crc.to_le_bytes());
    } else if path.ends_with(".log") {
        let Some(mut at) =
            count.checked_mul(24).map(|lanes| HEADER + lanes).filter(|end| *end <= bytes.len())
        else {
            return;
        };
        bytes[28..32].fill(0);
        let crc = crc32fast::hash(&bytes[..at]);
        bytes[28..32].copy_from_slice(&crc.to_le_bytes());
        while at + HEADER <= bytes.len() {
            let payload = u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes")) as usize;
            let end = at + HEADER + payload;
            if end > bytes.len() {
                return;
            }
            let crc = crc32fast::hash(&bytes[at + 8..end]);
            bytes[at + 4..at + 8].copy_from_slice(&crc.to_le_bytes());
            at = end;
        }
    }
}
