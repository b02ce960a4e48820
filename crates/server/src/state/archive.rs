//! A state as one ZIP file: the files of an image, and last a manifest that says what must be there.
//!
//! Everything is checked before it counts: each file's CRC-32 (ZIP's), and over all of them, in order, a SHA-256 with
//! names and lengths, so that nothing can be missing, added or changed.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

use kernel::Timestamp;
use ring::digest::{Context, SHA256};
use serde_json::{Value, json};
use storage::{Imaged, Replacement};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::StateError;

/// The version of the archive.
const FORMAT: u64 = 1;
/// The last file.
const MANIFEST: &str = "manifest.json";
/// The folder of the others.
const FOLDER: &str = "state/";
const MANIFEST_BYTES_MAX: u64 = 1 << 16;
/// Fast: much of what is saved is compressed or small.
const LEVEL: i64 = 1;
const OWN: &str = env!("CARGO_PKG_VERSION");

/// What an archive says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// The program that made it.
    pub program: String,
    /// When, by the machine's clock.
    pub saved: Timestamp,
    /// How many files there are.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
    digest: String,
}

/// Packs `files` of the image in `from` into the new file `to`, synced.
pub fn pack(from: &Path, files: &[Imaged], to: &Path, now: Timestamp) -> Result<Manifest, StateError> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(to)?));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .large_file(true);
    let mut sum = Sum::new();
    for file in files {
        zip.start_file(format!("{FOLDER}{}", file.path), options)?;
        sum.begin(&file.path, file.length);
        let mut bytes = BufReader::new(File::open(from.join(&file.path))?).take(file.length);
        if copy(&mut bytes, &mut zip, &mut sum)? != file.length {
            return Err(io::Error::other(format!("`{}` was cut meanwhile; save again", file.path)).into());
        }
    }
    let manifest = Manifest { program: OWN.to_owned(), saved: now, ..sum.end() };
    zip.start_file(MANIFEST, options)?;
    zip.write_all(manifest.to_json().to_string().as_bytes())?;
    let file = zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(manifest)
}

/// What the archive `file` says of itself, if this program can read it.
pub fn manifest(file: &Path) -> Result<Manifest, StateError> {
    read_manifest(&mut open(file)?)
}

/// Unpacks the archive `file`, checked to the last byte, each file synced.
pub fn unpack(file: &Path, to: &Replacement) -> Result<Manifest, StateError> {
    let mut zip = open(file)?;
    let manifest = read_manifest(&mut zip)?;
    let mut sum = Sum::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index)?;
        let name = entry.name()?.into_owned();
        if name == MANIFEST {
            continue;
        }
        let path = checked(&name)?.to_owned();
        let length = entry.size();
        sum.begin(&path, length);
        if sum.found.bytes > manifest.bytes {
            return Err(StateError::Damaged("it has more than it says".to_owned()));
        }
        let mut file = to.create(&path)?;
        // A checksum that is wrong is an error of reading.
        let mut bytes = (&mut entry).take(length + 1);
        let copied = copy(&mut bytes, &mut file, &mut sum).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                StateError::Damaged(format!("`{path}`: {error}"))
            }
            _ => error.into(),
        })?;
        if copied != length {
            return Err(StateError::Damaged(format!("`{path}` has another length than it says")));
        }
        file.sync_all()?;
    }
    let found = sum.end();
    let is_whole =
        (found.files, found.bytes, &found.digest) == (manifest.files, manifest.bytes, &manifest.digest);
    if is_whole {
        Ok(manifest)
    } else {
        Err(StateError::Damaged("its files are not those that it says".to_owned()))
    }
}

fn open(file: &Path) -> Result<ZipArchive<BufReader<File>>, StateError> {
    Ok(ZipArchive::new(BufReader::new(File::open(file)?))?)
}

fn read_manifest(zip: &mut ZipArchive<BufReader<File>>) -> Result<Manifest, StateError> {
    let entry = zip.by_name(MANIFEST).map_err(|_| StateError::Damaged("it has no manifest".to_owned()))?;
    let mut text = Vec::new();
    entry
        .take(MANIFEST_BYTES_MAX)
        .read_to_end(&mut text)
        .map_err(|error| StateError::Damaged(error.to_string()))?;
    Manifest::of_json(&text)
}

/// The path of a file behind [`FOLDER`], which cannot lead anywhere else.
fn checked(name: &str) -> Result<&str, StateError> {
    let path = name.strip_prefix(FOLDER);
    let is_part =
        |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0']);
    let is_ours = |path: &&str| {
        ["blob/", "key-value/", "log/"].iter().any(|folder| path.starts_with(folder))
            && path.split('/').all(is_part)
    };
    path.filter(is_ours).ok_or_else(|| StateError::Damaged(format!("`{name}` is no file of a state")))
}

fn copy(from: &mut impl Read, to: &mut impl Write, sum: &mut Sum) -> io::Result<u64> {
    let (mut buffer, mut copied) = (vec![0; 64 << 10], 0);
    loop {
        let count = match from.read(&mut buffer) {
            Ok(0) => return Ok(copied),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        sum.digest.update(&buffer[..count]);
        to.write_all(&buffer[..count])?;
        copied += count as u64;
    }
}

/// What is counted and hashed on the way.
struct Sum {
    digest: Context,
    found: Manifest,
}

impl Sum {
    fn new() -> Self {
        let found = Manifest {
            program: String::new(),
            saved: Timestamp(0),
            files: 0,
            bytes: 0,
            digest: String::new(),
        };
        Self { digest: Context::new(&SHA256), found }
    }

    /// A file begins.
    fn begin(&mut self, path: &str, length: u64) {
        self.digest.update(&(path.len() as u64).to_le_bytes());
        self.digest.update(path.as_bytes());
        self.digest.update(&length.to_le_bytes());
        self.found.files += 1;
        self.found.bytes = self.found.bytes.saturating_add(length);
    }

    fn end(self) -> Manifest {
        Manifest { digest: kernel::to_hex(self.digest.finish().as_ref()), ..self.found }
    }
}

impl Manifest {
    fn to_json(&self) -> Value {
        json!({
            "format": FORMAT,
            "program": self.program,
            "saved": self.saved.iso8601(),
            "files": self.files,
            "bytes": self.bytes,
            "sha256": self.digest,
        })
    }

    fn of_json(text: &[u8]) -> Result<Self, StateError> {
        let damaged = || StateError::Damaged("its manifest cannot be read".to_owned());
        let value: Value = serde_json::from_slice(text).map_err(|_| damaged())?;
        let word = |name: &str| value[name].as_str().map(str::to_owned).ok_or_else(damaged);
        let number = |name: &str| value[name].as_u64().ok_or_else(damaged);
        let program = word("program")?;
        if number("format")? > FORMAT || version(&program) > version(OWN) {
            return Err(StateError::Newer { program, own: OWN });
        }
        Ok(Self {
            program,
            saved: Timestamp::parse_iso8601(&word("saved")?).ok_or_else(damaged)?,
            files: number("files")?,
            bytes: number("bytes")?,
            digest: word("sha256")?,
        })
    }
}

/// The numbers of a version.
fn version(text: &str) -> Vec<u64> {
    text.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}
