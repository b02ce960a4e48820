//! A deployment zip: is it sound, what is its hash, and unpacking it.
//!
//! Nothing is ever written outside of the directory that it is unpacked to. These functions block on the disk; call
//! them where blocking is allowed.
//! Lacks: zip64 entries past the size limit and any compression but deflate, which AWS's tools never write.

use std::collections::HashSet;
use std::fs::{self, File, Permissions};
use std::io::{self, Cursor, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Component, Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::limits::{PACKAGE_ENTRIES_MAX, PACKAGE_UNZIPPED_BYTES_MAX};
use super::unpacked::step;

#[cfg(test)]
pub(super) mod tests;

/// What is said of a zip with nothing in it.
pub const EMPTY: &str = "it holds no file";

/// What is known of a sound deployment package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// `CodeSha256`: standard base64 of the zip's SHA-256.
    pub code_sha256: String,
    /// `CodeSize`: bytes of the zip.
    pub code_size: u64,
    /// Bytes of all files unpacked.
    pub unpacked_bytes: u64,
    /// The SHA-256 in lower-case hexadecimal, fit for a file name.
    pub sha256_hex: String,
}

/// Why a deployment package is refused.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// More bytes than it may have on its way.
    #[error("the zip has {bytes} bytes; at most {max} are taken on this way")]
    ZipTooLarge {
        /// Bytes of the zip.
        bytes: u64,
        /// The limit.
        max: u64,
    },
    /// More than [`PACKAGE_UNZIPPED_BYTES_MAX`] unpacked, or too many entries.
    #[error("unpacked, the package is larger than {max} bytes or has more than {entries_max} entries")]
    TooLarge {
        /// The limit in bytes.
        max: u64,
        /// The limit in entries.
        entries_max: usize,
    },
    /// No zip, a broken one, or one that holds nothing.
    #[error("the package is not a sound zip file: {0}")]
    NotZip(String),
    /// An entry would be written, or a link would lead, outside of the package.
    #[error("entry `{0}` leads outside of the package; use paths relative to its root")]
    Escapes(String),
    /// It is not what it was when it was kept.
    #[error("the stored zip is damaged: its SHA-256 is another; upload the function's code again")]
    Damaged,
    /// The disk said no.
    #[error("the package could not be unpacked: {0}")]
    Io(#[from] io::Error),
}

/// One entry as it will be written.
enum Entry {
    Directory(PathBuf),
    File { path: PathBuf, mode: u32 },
    Link { path: PathBuf, target: PathBuf },
}

/// Reads the whole zip of at most `bytes_max` once, unpacking nothing, and says what it is or why it is
/// refused.
pub fn check(zip: &[u8], bytes_max: u64) -> Result<Package, PackageError> {
    let bytes = zip.len() as u64;
    if bytes > bytes_max {
        return Err(PackageError::ZipTooLarge { bytes, max: bytes_max });
    }
    let mut unpacked_bytes = 0;
    each_entry(zip, |entry, content| {
        if matches!(entry, Entry::File { .. }) {
            unpacked_bytes += io::copy(content, &mut io::sink())?;
        }
        Ok(())
    })?;
    let hash = sha256(zip);
    Ok(Package {
        code_sha256: STANDARD.encode(hash),
        code_size: bytes,
        unpacked_bytes,
        sha256_hex: kernel::to_hex(hash.as_ref()),
    })
}

/// The SHA-256 of a zip in lower-case hexadecimal.
pub fn sha256_hex(zip: &[u8]) -> String {
    kernel::to_hex(sha256(zip).as_ref())
}

fn sha256(zip: &[u8]) -> ring::digest::Digest {
    ring::digest::digest(&ring::digest::SHA256, zip)
}

/// Unpacks `zip` into `root`, which is made. Where that fails, a part of it may be there.
pub fn unpack(zip: &[u8], root: &Path) -> Result<(), PackageError> {
    fs::create_dir_all(root)?;
    // Links come last: until then there is none that a file could be written through.
    let mut links = Vec::new();
    each_entry(zip, |entry, content| {
        step();
        match entry {
            Entry::Directory(path) => fs::create_dir_all(root.join(path))?,
            Entry::File { path, mode } => {
                let path = root.join(path);
                if let Some(parent) = path.parent() {
                    fs::create_dir_all(parent)?;
                }
                let mut file = File::create(&path)?;
                step();
                io::copy(content, &mut file)?;
                file.set_permissions(Permissions::from_mode(mode))?;
            }
            Entry::Link { path, target } => links.push((path, target)),
        }
        Ok(())
    })?;
    for (path, target) in links {
        step();
        let path = root.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        std::os::unix::fs::symlink(target, path)?;
    }
    Ok(())
}

/// Calls `visit` with every entry and its content, which ends with an error once the package as a whole
/// has given [`PACKAGE_UNZIPPED_BYTES_MAX`] bytes, whatever its headers say.
fn each_entry(
    zip: &[u8],
    mut visit: impl FnMut(Entry, &mut dyn Read) -> io::Result<()>,
) -> Result<(), PackageError> {
    let too_large =
        || PackageError::TooLarge { max: PACKAGE_UNZIPPED_BYTES_MAX, entries_max: PACKAGE_ENTRIES_MAX };
    let unsound = |error: zip::result::ZipError| PackageError::NotZip(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(zip)).map_err(unsound)?;
    if archive.is_empty() {
        return Err(PackageError::NotZip(EMPTY.to_owned()));
    }
    if archive.len() > PACKAGE_ENTRIES_MAX {
        return Err(too_large());
    }
    let mut room = PACKAGE_UNZIPPED_BYTES_MAX;
    let mut links = HashSet::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(unsound)?;
        if file.size() > room {
            return Err(too_large());
        }
        let entry = describe(&mut file, &mut links)?;
        let mut content = file.take(room + 1);
        let visited = visit(entry, &mut content);
        let used = room + 1 - content.limit();
        if used > room {
            return Err(too_large());
        }
        room -= used;
        visited.map_err(|error| match error.kind() {
            // What the decoder says of broken content; the disk has other words.
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                PackageError::NotZip(error.to_string())
            }
            _ => PackageError::Io(error),
        })?;
    }
    Ok(())
}

fn describe<R: Read>(file: &mut ZipFile<'_, R>, links: &mut HashSet<PathBuf>) -> Result<Entry, PackageError> {
    let name = String::from_utf8_lossy(file.name_raw()).into_owned();
    let escapes = || PackageError::Escapes(name.clone());
    let path = file.enclosed_name().ok_or_else(escapes)?;
    let is_root = path.components().next().is_none();
    if path.ancestors().any(|ancestor| links.contains(ancestor)) || (is_root && !file.is_dir()) {
        return Err(escapes());
    }
    if file.is_dir() {
        return Ok(Entry::Directory(path));
    }
    if !file.is_symlink() {
        // Always readable and replaceable by us; nothing but permission bits is taken over.
        let mode = file.unix_mode().map_or(0o644, |mode| mode & 0o777 | 0o600);
        return Ok(Entry::File { path, mode });
    }
    const TARGET_BYTES_MAX: u64 = 4096;
    let mut target = String::new();
    let read = file.take(TARGET_BYTES_MAX).read_to_string(&mut target);
    read.map_err(|error| PackageError::NotZip(error.to_string()))?;
    let target = PathBuf::from(target);
    if !stays_inside(&path, &target) {
        return Err(escapes());
    }
    links.insert(path.clone());
    Ok(Entry::Link { path, target })
}

/// Whether a link at `path` to `target`, read as text, stays below the root.
fn stays_inside(path: &Path, target: &Path) -> bool {
    let mut depth = path.components().count().saturating_sub(1);
    target.components().all(|component| match component {
        Component::Normal(_) => {
            depth += 1;
            true
        }
        Component::CurDir => true,
        Component::ParentDir if depth > 0 => {
            depth -= 1;
            true
        }
        _ => false,
    })
}
