//! A file of a [`CrashDisk`]: its bytes as seen, its bytes as synced, and the writes between.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kernel::{Random as _, SeededRandom};

use super::super::File;
use super::{CrashDisk, Fault, is_kept, refusal};

/// What a disk writes whole or not at all, in bytes.
const SECTOR_BYTES: usize = 512;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Inode {
    seen: Vec<u8>,
    synced: Vec<u8>,
    pending: Vec<Change>,
}

#[derive(Clone, Debug)]
enum Change {
    Write { offset: usize, bytes: Vec<u8> },
    Length(usize),
}

fn write(file: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if file.len() < end {
        file.resize(end, 0);
    }
    file[offset..end].copy_from_slice(bytes);
}

impl Inode {
    pub fn length(&self) -> u64 {
        self.seen.len() as u64
    }

    pub fn flip(&mut self, offset: u64, bit: u8) -> bool {
        let offset = offset as usize;
        for image in [&mut self.seen, &mut self.synced] {
            if let Some(byte) = image.get_mut(offset) {
                *byte ^= 1 << bit;
            }
        }
        offset < self.seen.len()
    }

    /// The file as a power cut may leave it.
    pub fn after_power_cut(&self, random: &SeededRandom) -> Self {
        let mut image = self.synced.clone();
        for change in &self.pending {
            match (random.u64() % 3, change) {
                (0, _) => {}
                (1, Change::Write { offset, bytes }) => {
                    let mut at = 0;
                    while at < bytes.len() {
                        let sector_left = SECTOR_BYTES - (offset + at) % SECTOR_BYTES;
                        let end = bytes.len().min(at + sector_left);
                        if is_kept(random) {
                            write(&mut image, offset + at, &bytes[at..end]);
                        }
                        at = end;
                    }
                }
                (_, Change::Write { offset, bytes }) => write(&mut image, *offset, bytes),
                (_, Change::Length(length)) => image.resize(*length, 0),
            }
        }
        Self { seen: image.clone(), synced: image, pending: Vec::new() }
    }

    fn write(&mut self, offset: usize, bytes: &[u8]) {
        write(&mut self.seen, offset, bytes);
        self.pending.push(Change::Write { offset, bytes: bytes.to_vec() });
    }

    fn set_length(&mut self, length: usize) {
        self.seen.resize(length, 0);
        self.pending.push(Change::Length(length));
    }

    fn sync(&mut self) {
        for change in self.pending.drain(..) {
            match change {
                Change::Write { offset, bytes } => write(&mut self.synced, offset, &bytes),
                Change::Length(length) => self.synced.resize(length, 0),
            }
        }
    }
}

/// An open file.
#[derive(Debug)]
pub(super) struct CrashFile {
    pub disk: CrashDisk,
    pub inode: Arc<Mutex<Inode>>,
}

impl CrashFile {
    fn inode(&self) -> MutexGuard<'_, Inode> {
        self.inode.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn check_power(&self) -> io::Result<()> {
        if self.disk.state().is_off { Err(refusal(Fault::PowerCut)) } else { Ok(()) }
    }
}

impl File for CrashFile {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.check_power()?;
        let inode = self.inode();
        let rest = inode.seen.get(offset as usize..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        let mut fault = state.count()?;
        let mut inode = self.inode();
        let offset = offset as usize;
        if state.is_full && offset + bytes.len() > inode.seen.len() {
            fault = fault.or(Some(Fault::Full));
        }
        match fault {
            None => inode.write(offset, bytes),
            // Half of it got there.
            Some(Fault::Full | Fault::Io) => inode.write(offset, &bytes[..bytes.len() / 2]),
            Some(Fault::PowerCut) => inode.write(offset, bytes),
        }
        fault.map_or(Ok(()), |fault| Err(refusal(fault)))
    }

    fn length(&self) -> io::Result<u64> {
        self.check_power()?;
        Ok(self.inode().length())
    }

    fn set_length(&self, length: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        let fault = state.count()?;
        if fault.is_none_or(|fault| fault == Fault::PowerCut) {
            self.inode().set_length(length as usize);
        }
        fault.map_or(Ok(()), |fault| Err(refusal(fault)))
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut state = self.disk.state();
        let fault = state.count()?;
        match fault {
            None => self.inode().sync(),
            // The pages count as clean from now on, although they never got to the disk.
            Some(Fault::Full | Fault::Io) => self.inode().pending.clear(),
            Some(Fault::PowerCut) => {}
        }
        fault.map_or(Ok(()), |fault| Err(refusal(fault)))
    }
}
