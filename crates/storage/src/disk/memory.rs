//! Files in memory, for `--ephemeral` and tests: nothing outlives the process, syncs cost nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::{Disk, Entry, File, OpenMode};

/// Pages keep a growing file from being copied as a whole.
const PAGE_BYTES: usize = 64 << 10;

/// Files in memory. Directories are implied by the files in them.
#[derive(Debug, Default)]
pub struct MemoryDisk {
    files: Mutex<BTreeMap<String, Arc<MemoryFile>>>,
}

fn missing(path: &str) -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, format!("no file `{path}`"))
}

impl MemoryDisk {
    fn files(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Arc<MemoryFile>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Disk for MemoryDisk {
    fn open(&self, path: &str, mode: OpenMode) -> io::Result<Arc<dyn File>> {
        let mut files = self.files();
        if mode == OpenMode::Create {
            files.insert(path.to_owned(), Arc::default());
        }
        Ok(files.get(path).ok_or_else(|| missing(path))?.clone())
    }

    fn create_directory(&self, _path: &str) -> io::Result<()> {
        Ok(())
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.files().remove(path).map(drop).ok_or_else(|| missing(path))
    }

    fn remove_directory(&self, _path: &str) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut files = self.files();
        let file = files.remove(from).ok_or_else(|| missing(from))?;
        files.insert(to.to_owned(), file);
        Ok(())
    }

    fn list(&self, directory: &str) -> io::Result<Vec<Entry>> {
        Ok(entries_below(self.files().keys().map(String::as_str), directory))
    }

    fn sync_directory(&self, _path: &str) -> io::Result<()> {
        Ok(())
    }
}

/// The direct entries of `directory` among full `paths`.
pub(super) fn entries_below<'a>(paths: impl Iterator<Item = &'a str>, directory: &str) -> Vec<Entry> {
    let below = paths.filter_map(|path| match directory {
        "" => Some(path),
        _ => path.strip_prefix(directory)?.strip_prefix('/'),
    });
    let entries = below.map(|rest| match rest.split_once('/') {
        Some((name, _)) => Entry { name: name.to_owned(), is_directory: true },
        None => Entry { name: rest.to_owned(), is_directory: false },
    });
    entries.collect::<BTreeSet<_>>().into_iter().collect()
}

/// All pages but the last are [`PAGE_BYTES`] long.
#[derive(Debug, Default)]
struct MemoryFile {
    pages: RwLock<Vec<Vec<u8>>>,
}

fn length_of(pages: &[Vec<u8>]) -> usize {
    pages.last().map_or(0, |last| (pages.len() - 1) * PAGE_BYTES + last.len())
}

fn resize(pages: &mut Vec<Vec<u8>>, length: usize) {
    let count = length.div_ceil(PAGE_BYTES);
    pages.truncate(count);
    for index in pages.len().saturating_sub(1)..count {
        let wanted = PAGE_BYTES.min(length - index * PAGE_BYTES);
        match pages.get_mut(index) {
            Some(page) => page.resize(wanted, 0),
            None => pages.push(vec![0; wanted]),
        }
    }
}

impl File for MemoryFile {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let pages = self.pages.read().unwrap_or_else(PoisonError::into_inner);
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let count = length_of(&pages).saturating_sub(start).min(buffer.len());
        let mut filled = 0;
        while filled < count {
            let at = start + filled;
            let page = &pages[at / PAGE_BYTES][at % PAGE_BYTES..];
            let part = page.len().min(count - filled);
            buffer[filled..filled + part].copy_from_slice(&page[..part]);
            filled += part;
        }
        Ok(count)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        let start = usize::try_from(offset).map_err(io::Error::other)?;
        if start + bytes.len() > length_of(&pages) {
            resize(&mut pages, start + bytes.len());
        }
        let mut written = 0;
        while written < bytes.len() {
            let at = start + written;
            let page = &mut pages[at / PAGE_BYTES][at % PAGE_BYTES..];
            let part = page.len().min(bytes.len() - written);
            page[..part].copy_from_slice(&bytes[written..written + part]);
            written += part;
        }
        Ok(())
    }

    fn length(&self) -> io::Result<u64> {
        Ok(length_of(&self.pages.read().unwrap_or_else(PoisonError::into_inner)) as u64)
    }

    fn set_length(&self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).map_err(io::Error::other)?;
        resize(&mut self.pages.write().unwrap_or_else(PoisonError::into_inner), length);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }
}
