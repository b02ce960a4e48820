//! Queues are bounded, and readers and appenders do not wait for a sync that hangs.

use std::io;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use kernel::Kind;
use storage::{Disk, Entry, File, LogOptions, MemoryDisk, OpenMode, StorageError, Volume};

use crate::log_contract::{all, frame};

/// A disk whose syncs wait for a gate.
#[derive(Debug)]
struct GatedDisk {
    disk: MemoryDisk,
    gate: Arc<Mutex<()>>,
}

#[derive(Debug)]
struct GatedFile {
    file: Arc<dyn File>,
    gate: Arc<Mutex<()>>,
}

impl Disk for GatedDisk {
    fn open(&self, path: &str, mode: OpenMode) -> io::Result<Arc<dyn File>> {
        Ok(Arc::new(GatedFile { file: self.disk.open(path, mode)?, gate: self.gate.clone() }))
    }
    fn create_directory(&self, path: &str) -> io::Result<()> {
        self.disk.create_directory(path)
    }
    fn remove(&self, path: &str) -> io::Result<()> {
        self.disk.remove(path)
    }
    fn remove_directory(&self, path: &str) -> io::Result<()> {
        self.disk.remove_directory(path)
    }
    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        self.disk.rename(from, to)
    }
    fn list(&self, directory: &str) -> io::Result<Vec<Entry>> {
        self.disk.list(directory)
    }
    fn sync_directory(&self, path: &str) -> io::Result<()> {
        self.disk.sync_directory(path)
    }
}

impl File for GatedFile {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.file.read_at(buffer, offset)
    }
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.file.write_at(bytes, offset)
    }
    fn length(&self) -> io::Result<u64> {
        self.file.length()
    }
    fn set_length(&self, length: u64) -> io::Result<()> {
        self.file.set_length(length)
    }
    fn sync_data(&self) -> io::Result<()> {
        drop(self.gate.lock().unwrap());
        self.file.sync_data()
    }
}

fn gated() -> (Volume, Arc<Mutex<()>>) {
    let gate = Arc::new(Mutex::new(()));
    let disk = GatedDisk { disk: MemoryDisk::default(), gate: gate.clone() };
    (Volume::on_disk(Arc::new(disk)), gate)
}

#[test]
fn a_log_takes_so_many_bytes_and_no_more() {
    let (volume, gate) = gated();
    let log = volume.log("l", LogOptions::default()).unwrap();
    log.append(vec![frame(0, 0, 1, 0, "first")]).unwrap().wait().unwrap();
    let shut = gate.lock().unwrap();
    let payload = Bytes::from(vec![7; 8 << 20]);
    let mut tickets = Vec::new();
    let refusal: StorageError = loop {
        let next = tickets.len() as u64 + 1;
        match log.append(vec![frame(0, next, 1, 0, payload.clone())]) {
            Ok(ticket) => tickets.push(ticket),
            Err(error) => break error,
        }
        assert!(tickets.len() < 20);
    };
    assert_eq!(refusal.kind(), Kind::Throttled);
    // Nothing of it is durable, so nothing of it is seen; what is durable can be read meanwhile.
    assert_eq!(all(&log, 0, 10).len(), 1);
    drop(shut);
    let count = tickets.len();
    tickets.into_iter().for_each(|ticket| ticket.wait().unwrap());
    assert_eq!(log.durable_next(0), count as u64 + 1);
}

#[test]
fn a_store_takes_so_many_calls_and_no_more() {
    let (volume, gate) = gated();
    let store = volume.key_value("kv").unwrap();
    let put = |value: u32| {
        store.submit(move |transaction| {
            transaction.put(b"key".to_vec(), value.to_le_bytes().to_vec());
            Ok::<_, ()>(())
        })
    };
    put(0).wait().unwrap().unwrap();
    let shut = gate.lock().unwrap();
    let tickets: Vec<_> = (1..=3000).map(put).collect();
    assert_eq!(store.get(b"key").unwrap().unwrap(), 0u32.to_le_bytes().to_vec());
    drop(shut);
    let answers: Vec<_> = tickets.into_iter().map(|ticket| ticket.wait()).collect();
    let taken = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!((1024..3000).contains(&taken), "{taken}");
    let refused = answers.iter().filter_map(|answer| answer.as_ref().err());
    assert!(refused.into_iter().all(|error| error.kind() == Kind::Throttled));
}
