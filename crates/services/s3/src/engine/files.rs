//! Files of objects and parts: which exist, and that none is left that nothing refers to.
//!
//! A file's number is never used again. Files lie in shelves of 1024; a shelf is written down in the index
//! before its first file, and struck off once it is full and the fate of all its files is known. So the
//! only files that a crash can leave without an owner are on shelves that are written down: those, a few,
//! are looked through at opening, and what the index does not know is removed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use storage::{Blobs, KeyValue, StorageError, Transaction};
use tokio::runtime::Handle;

use super::{Result, keys};
use crate::limits::SHELF_FILES;

/// See the module.
pub struct Files {
    pub blobs: Blobs,
    current: tokio::sync::Mutex<Option<(Arc<Shelf>, u64)>>,
    settled: Arc<Mutex<Vec<u64>>>,
}

/// A directory of files. Once nobody holds it, the fate of all its files is known.
struct Shelf {
    number: u64,
    /// Whether a file may be left in it that nothing refers to.
    is_doubtful: AtomicBool,
    settled: Arc<Mutex<Vec<u64>>>,
}

impl Drop for Shelf {
    fn drop(&mut self) {
        if !self.is_doubtful.load(Ordering::Relaxed) {
            self.settled.lock().unwrap_or_else(PoisonError::into_inner).push(self.number);
        }
    }
}

/// The name of the file `number`: at most 1024 entries a directory on every level.
pub fn file_name(number: u64) -> String {
    format!("{}/{number:x}", shelf_name(number / SHELF_FILES))
}

fn shelf_name(shelf: u64) -> String {
    format!("{:x}/{shelf:x}", shelf / SHELF_FILES)
}

impl Files {
    /// Files of `blobs`; removes what a crash left. Blocks.
    pub fn open(blobs: Blobs, index: &KeyValue) -> Result<Self> {
        let mut shelves = Vec::new();
        index.scan_prefix(&[keys::SHELF], &mut |key, _| {
            shelves.extend(keys::number_of(key));
            std::ops::ControlFlow::Continue(())
        })?;
        for shelf in &shelves {
            remove_unknown(&blobs, index, *shelf)?;
        }
        // They are struck off with the next shelf that is written down.
        Ok(Self { blobs, current: tokio::sync::Mutex::default(), settled: Arc::new(Mutex::new(shelves)) })
    }

    /// A number for a file that will be written.
    pub async fn reserve(&self, index: &KeyValue) -> Result<Reserved> {
        let mut current = self.current.lock().await;
        let (shelf, next) = match current.take() {
            Some((shelf, next)) if next < (shelf.number + 1) * SHELF_FILES => (shelf, next),
            full => {
                drop(full);
                let shelf = self.new_shelf(index).await?;
                let first = shelf.number * SHELF_FILES;
                (shelf, first)
            }
        };
        *current = Some((Arc::clone(&shelf), next + 1));
        let (blobs, runtime) = (self.blobs.clone(), Handle::current());
        Ok(Reserved { number: next, shelf, blobs, runtime, state: State::Reserved })
    }

    async fn new_shelf(&self, index: &KeyValue) -> Result<Arc<Shelf>> {
        let struck = std::mem::take(&mut *self.settled.lock().unwrap_or_else(PoisonError::into_inner));
        let written = struck.clone();
        let work = move |store: &mut Transaction| {
            for shelf in written {
                store.delete(&keys::numbered(keys::SHELF, shelf));
            }
            let number = super::versions::next_number(store, keys::LAST_SHELF)?;
            store.put(keys::numbered(keys::SHELF, number), Vec::new());
            Ok::<_, super::EngineError>(number)
        };
        let number = match index.write(work).await {
            Ok(number) => number?,
            Err(error) => {
                self.settled.lock().unwrap_or_else(PoisonError::into_inner).extend(struck);
                return Err(error.into());
            }
        };
        let settled = Arc::clone(&self.settled);
        Ok(Arc::new(Shelf { number, is_doubtful: AtomicBool::new(false), settled }))
    }
}

/// Removes the files of `shelf` that the index does not know. Blocks.
fn remove_unknown(blobs: &Blobs, index: &KeyValue, shelf: u64) -> Result<()> {
    let mut unknown = Vec::new();
    for name in blobs.list_in(&shelf_name(shelf))? {
        let number = name.rsplit('/').next().and_then(|number| u64::from_str_radix(number, 16).ok());
        let is_known = match number {
            Some(number) => index.get(&keys::numbered(keys::FILE, number))?.is_some(),
            None => true,
        };
        if !is_known {
            unknown.push(name);
        }
    }
    blobs.delete_all(&unknown)?;
    Ok(())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing refers to the file, which may not even exist.
    Reserved,
    /// The index may or may not refer to it.
    Doubtful,
    /// The index refers to it.
    Owned,
}

/// A file's number. Dropped before the index refers to it, it removes the file.
pub struct Reserved {
    number: u64,
    shelf: Arc<Shelf>,
    blobs: Blobs,
    /// Where the file is removed; whoever drops this may be a thread that must not wait for that.
    runtime: Handle,
    state: State,
}

impl Reserved {
    /// The number.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Says, within a transaction, that it refers to the file: from now on nobody may remove it, for the
    /// transaction may become durable although nobody waits for it any more.
    pub fn refer(&mut self, store: &mut Transaction) {
        store.put(keys::numbered(keys::FILE, self.number), Vec::new());
        self.state = State::Doubtful;
    }

    /// Says that the transaction is durable.
    pub fn own(&mut self) {
        self.state = State::Owned;
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        match self.state {
            State::Owned => {}
            State::Doubtful => self.shelf.is_doubtful.store(true, Ordering::Relaxed),
            State::Reserved => {
                let (blobs, shelf, name) = (self.blobs.clone(), self.shelf.clone(), file_name(self.number));
                self.runtime.spawn_blocking(move || {
                    if blobs.delete(&name).is_err() {
                        shelf.is_doubtful.store(true, Ordering::Relaxed);
                    }
                });
            }
        }
    }
}

/// Runs `work`, which blocks, and waits for what it answers.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    // The runtime refuses only when the server ends.
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(StorageError::Closed.into()))
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use storage::Volume;

    use super::*;

    fn written_down(index: &KeyValue) -> Vec<u64> {
        let mut shelves = Vec::new();
        let mut note = |key: &[u8], _: &bytes::Bytes| {
            shelves.extend(keys::number_of(key));
            ControlFlow::Continue(())
        };
        index.scan_prefix(&[keys::SHELF], &mut note).unwrap();
        shelves
    }

    /// Reserves a shelf's worth of numbers, whose files all get an owner.
    async fn fill(files: &Files, index: &KeyValue) {
        for _ in 0..SHELF_FILES {
            files.reserve(index).await.unwrap().own();
        }
    }

    #[tokio::test]
    async fn a_shelf_is_struck_off_once_it_is_full_and_settled() {
        let volume = Volume::memory();
        let index = volume.key_value("s3").unwrap();
        let files = Files::open(volume.blobs("s3").unwrap(), &index).unwrap();
        fill(&files, &index).await;
        assert_eq!(written_down(&index), [1]);
        let mut held = files.reserve(&index).await.unwrap();
        assert_eq!((held.number(), written_down(&index)), (2 * SHELF_FILES, vec![2]));
        fill(&files, &index).await;
        assert_eq!(written_down(&index), [2, 3], "a file of the second may still be without an owner");
        held.own();
        drop(held);
        fill(&files, &index).await;
        assert_eq!(written_down(&index), [4]);

        // Nobody knows what became of a transaction: the shelf stays until the next opening.
        let mut unknown = files.reserve(&index).await.unwrap();
        unknown.state = State::Doubtful;
        drop(unknown);
        fill(&files, &index).await;
        fill(&files, &index).await;
        assert_eq!(written_down(&index), [4, 6]);
        let files = Files::open(volume.blobs("s3").unwrap(), &index).unwrap();
        let next = files.reserve(&index).await.unwrap();
        assert_eq!((next.number(), written_down(&index)), (7 * SHELF_FILES, vec![7]));
    }

    #[test]
    fn directories_stay_small() {
        assert_eq!(file_name(0x0012_3456), "1/48d/123456");
    }
}
