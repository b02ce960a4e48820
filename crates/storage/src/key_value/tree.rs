//! The B-tree below the overlays: a redb file that takes a checkpoint at a time.
//!
//! Each checkpoint is one durable transaction that holds the pairs and the number of the first journal
//! record not in it. The file is built under another name and renamed when its first checkpoint is
//! durable, so that it is whole or absent. Lacks: everything that needs a second writer.

use std::fmt;
use std::io;
use std::ops::Bound;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use redb::{Builder, Database, ReadOnlyTable, ReadableDatabase, StorageBackend, TableDefinition};

use super::Direction;
use super::ordered_map::OrderedMap;
use crate::StorageError;
use crate::disk::{Disk, File, OpenMode};

const PAIRS: TableDefinition<&[u8], &[u8]> = TableDefinition::new("pairs");
const META: TableDefinition<&str, u64> = TableDefinition::new("meta");
/// Key in [`META`]: number of the first journal record that is not in the tree.
const NEXT_RECORD: &str = "next-record";
/// Memory for pages of the tree, in bytes.
const CACHE_BYTES: usize = 16 << 20;
const FILE: &str = "tree.redb";
const UNFINISHED: &str = "tree.new";

/// One state of the tree, held open for reading.
pub(super) struct Tree {
    pairs: ReadOnlyTable<&'static [u8], &'static [u8]>,
    next_record: u64,
    backend: Arc<Backend>,
    // After `pairs`: the library wants its readers gone first.
    database: Arc<Database>,
}

impl fmt::Debug for Tree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tree").field("next_record", &self.next_record).finish_non_exhaustive()
    }
}

impl Tree {
    /// Opens the tree in `directory`; `None` if no checkpoint was ever finished.
    pub fn open(disk: &dyn Disk, directory: &str) -> Result<Option<Self>, StorageError> {
        let unfinished = format!("{directory}/{UNFINISHED}");
        match disk.remove(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StorageError::io("remove", &unfinished)(error));
            }
            _ => {}
        }
        let path = format!("{directory}/{FILE}");
        let file = match disk.open(&path, OpenMode::Existing) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file.map_err(StorageError::io("open", &path))?,
        };
        let backend = Backend::new(file, path);
        let database = backend.database()?;
        Self::view(backend, Arc::new(database)).map(Some)
    }

    fn view(backend: Arc<Backend>, database: Arc<Database>) -> Result<Self, StorageError> {
        let failed = |error: redb::Error| backend.error(error);
        let read = database.begin_read().map_err(|error| failed(error.into()))?;
        let pairs = read.open_table(PAIRS).map_err(|error| failed(error.into()))?;
        let meta = read.open_table(META).map_err(|error| failed(error.into()))?;
        let next_record = meta.get(NEXT_RECORD).map_err(|error| failed(error.into()))?;
        let next_record = next_record.map_or(0, |value| value.value());
        Ok(Self { pairs, next_record, backend, database })
    }

    /// Number of the first journal record that is not in the tree.
    pub fn next_record(&self) -> u64 {
        self.next_record
    }

    /// The tree with `changes` applied, which hold all journal records before `next_record`. Durable
    /// when it returns. `tree` is the state before, if there is one.
    pub fn checkpoint(
        tree: Option<&Self>,
        disk: &dyn Disk,
        directory: &str,
        changes: &OrderedMap,
        next_record: u64,
    ) -> Result<Self, StorageError> {
        if let Some(tree) = tree {
            tree.backend.write(&tree.database, changes, next_record)?;
            return Self::view(tree.backend.clone(), tree.database.clone());
        }
        let (unfinished, path) = (format!("{directory}/{UNFINISHED}"), format!("{directory}/{FILE}"));
        let file = disk.open(&unfinished, OpenMode::Create).map_err(StorageError::io("create", &path))?;
        let backend = Backend::new(file, path.clone());
        let database = backend.database()?;
        backend.write(&database, changes, next_record)?;
        disk.rename(&unfinished, &path).map_err(StorageError::io("rename", &path))?;
        disk.sync_directory(directory).map_err(StorageError::io("sync", directory))?;
        Self::view(backend, Arc::new(database))
    }

    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        let found = self.pairs.get(key).map_err(|error| self.backend.error(error.into()))?;
        Ok(found.map(|value| Bytes::copy_from_slice(value.value())))
    }

    /// The pairs between the bounds, in one direction.
    pub fn range<'a>(
        &'a self,
        lower: Bound<&'a [u8]>,
        upper: Bound<&'a [u8]>,
        direction: Direction,
    ) -> Result<impl Iterator<Item = Result<(Vec<u8>, Bytes), StorageError>> + 'a, StorageError> {
        let range = self.pairs.range::<&[u8]>((lower, upper));
        let mut range = range.map_err(|error| self.backend.error(error.into()))?;
        Ok(std::iter::from_fn(move || {
            let next = match direction {
                Direction::Forward => range.next(),
                Direction::Reverse => range.next_back(),
            };
            Some(match next? {
                Ok((key, value)) => Ok((key.value().to_vec(), Bytes::copy_from_slice(value.value()))),
                Err(error) => Err(self.backend.error(error.into())),
            })
        }))
    }
}

/// A file of the volume's disk as redb wants it. Remembers the disk's last refusal, which redb rephrases.
#[derive(Debug)]
struct Backend {
    file: Arc<dyn File>,
    path: String,
    refusal: Mutex<Option<StorageError>>,
}

impl Backend {
    fn new(file: Arc<dyn File>, path: String) -> Arc<Self> {
        Arc::new(Self { file, path, refusal: Mutex::new(None) })
    }

    fn database(self: &Arc<Self>) -> Result<Database, StorageError> {
        let mut builder = Builder::new();
        let database = builder.set_cache_size(CACHE_BYTES).create_with_backend(Shared(self.clone()));
        database.map_err(|error| self.error(error.into()))
    }

    fn write(&self, database: &Database, changes: &OrderedMap, next_record: u64) -> Result<(), StorageError> {
        self.try_write(database, changes, next_record).map_err(|error| self.error(error))
    }

    fn try_write(
        &self,
        database: &Database,
        changes: &OrderedMap,
        next_record: u64,
    ) -> Result<(), redb::Error> {
        let mut write = database.begin_write()?;
        write.set_quick_repair(true);
        {
            let mut pairs = write.open_table(PAIRS)?;
            for (key, value) in changes.range(Bound::Unbounded, Bound::Unbounded, Direction::Forward) {
                match value {
                    Some(value) => drop(pairs.insert(key, &value[..])?),
                    None => drop(pairs.remove(key)?),
                }
            }
            write.open_table(META)?.insert(NEXT_RECORD, next_record)?;
        }
        write.commit()?;
        Ok(())
    }

    /// What redb said, in our terms: what the disk said, where that was the cause.
    fn error(&self, error: redb::Error) -> StorageError {
        let refusal = self.refusal.lock().unwrap_or_else(PoisonError::into_inner).take();
        match (error, refusal) {
            (_, Some(refusal)) => refusal,
            (redb::Error::Corrupted(what), None) => StorageError::corrupt(&self.path, 0, what),
            (error, None) => StorageError::Tree { store: self.path.clone(), reason: error.to_string() },
        }
    }

    fn noting<T>(&self, action: &'static str, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let kind = error.kind();
            let refusal = StorageError::io(action, &self.path)(error);
            *self.refusal.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
            kind.into()
        })
    }
}

#[derive(Debug)]
struct Shared(Arc<Backend>);

impl StorageBackend for Shared {
    fn len(&self) -> io::Result<u64> {
        self.0.noting("measure", self.0.file.length())
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let read = self.0.noting("read", self.0.file.read_at(out, offset))?;
        if read == out.len() { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        self.0.noting("resize", self.0.file.set_length(length))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.noting("sync", self.0.file.sync_data())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.noting("write", self.0.file.write_at(data, offset))
    }
}
