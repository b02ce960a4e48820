//! Full disks and failing syncs: typed errors, reads go on, and nothing acknowledged is lost.

use std::sync::Arc;

use storage::{CrashDisk, Fault, KeyValue, LogOptions, StorageError, Ticket, Volume};

use crate::key_value_contract::everything;
use crate::log_contract::{all, frame};
use crate::providers::SMALL;

fn put(store: &KeyValue, key: u8, bytes: usize) -> Result<(), StorageError> {
    let ticket: Ticket<Result<(), ()>> = store.submit(move |transaction| {
        transaction.put(vec![key], vec![key; bytes]);
        Ok(())
    });
    ticket.wait().map(|answer| answer.unwrap())
}

#[test]
fn a_full_log_serves_reads_and_recovers() {
    for segment_bytes in [1, 64 << 20] {
        let disk = CrashDisk::default();
        let volume = Volume::on_disk(Arc::new(disk.clone()));
        let log = volume.log("l", LogOptions { segment_bytes }).unwrap();
        let append = |item| log.append(vec![frame(0, item, 1, 0, vec![1; 5000])]).unwrap().wait();
        append(0).unwrap();
        disk.set_full(true);
        for _ in 0..3 {
            let error = append(1).unwrap_err();
            assert!(matches!(error, StorageError::Full { .. }), "{error}");
            assert_eq!(error.kind(), kernel::Kind::Unavailable);
            assert_eq!((all(&log, 0, 100).len(), log.durable_next(0)), (1, 1));
        }
        disk.set_full(false);
        append(1).unwrap();
        append(7).unwrap();
        assert_eq!(all(&log, 0, 100).len(), 3);
        let volume = Volume::on_disk(Arc::new(disk.power_cut(3)));
        assert_eq!(all(&volume.log("l", LogOptions::default()).unwrap(), 0, 100).len(), 3);
    }
}

#[test]
fn a_log_whose_sync_failed_is_poisoned_until_reopened() {
    for extra in 1..=2 {
        let disk = CrashDisk::default();
        let volume = Volume::on_disk(Arc::new(disk.clone()));
        let log = volume.log("l", LogOptions::default()).unwrap();
        let append = |item| log.append(vec![frame(0, item, 1, 0, vec![1; 50])]).unwrap().wait();
        append(0).unwrap();
        disk.plan(disk.operations() + extra, Fault::Io);
        for item in 1..3 {
            let error = append(item).unwrap_err();
            assert!(matches!(error, StorageError::Poisoned { .. }), "{error}");
        }
        assert_eq!(all(&log, 0, 100).len(), 1);
        drop((log, volume));
        // The operating system still shows what the failed sync lost; recovery must not rely on it.
        let volume = Volume::on_disk(Arc::new(disk.clone()));
        let log = volume.log("l", LogOptions::default()).unwrap();
        let shown = all(&log, 0, 100);
        let next = log.durable_next(0);
        log.append(vec![frame(0, next, 1, 0, "after")]).unwrap().wait().unwrap();
        let volume = Volume::on_disk(Arc::new(disk.power_cut(5)));
        let after = all(&volume.log("l", LogOptions::default()).unwrap(), 0, 100);
        assert_eq!(after[..shown.len()], shown);
        assert_eq!(after.len(), shown.len() + 1);
    }
}

#[test]
fn a_full_store_serves_reads_and_recovers() {
    let disk = CrashDisk::default();
    let volume = Volume::tuned(Arc::new(disk.clone()), SMALL);
    let store = volume.key_value("kv").unwrap();
    // Enough for a tree, so that reads have to go there too.
    (0..40).for_each(|key| put(&store, key, 100).unwrap());
    disk.set_full(true);
    let mut refused = 0;
    for key in 100..140 {
        refused += usize::from(matches!(put(&store, key, 100), Err(StorageError::Full { .. })));
        assert_eq!(store.get(&[3]).unwrap().unwrap().len(), 100);
    }
    assert_eq!(refused, 40);
    disk.set_full(false);
    assert_eq!(everything(&store).len(), 40);
    (100..140).for_each(|key| put(&store, key, 100).unwrap());
    assert_eq!(everything(&store).len(), 80);
}

/// An error at any one operation is answered or outlived; what was acknowledged is there after a restart.
fn fault_everywhere(fault: Fault) {
    let mut at = 0;
    loop {
        at += 1;
        let disk = CrashDisk::default();
        disk.plan(at, fault);
        let volume =
            Volume::tuned(Arc::new(disk.clone()), storage::Tuning { checkpoint_bytes: 2000, in_line: true });
        let Ok(store) = volume.key_value("kv") else { continue };
        let acknowledged: Vec<u8> = (0..30).filter(|key| put(&store, *key, 30).is_ok()).collect();
        let met = disk.operations() >= at;
        if acknowledged.len() == 30 {
            assert_eq!(everything(&store).len(), 30, "{fault:?} at {at}");
        }
        drop((store, volume));
        disk.plan(0, fault);
        for disk in [disk.clone(), disk.power_cut(at)] {
            let volume = Volume::tuned(Arc::new(disk), SMALL);
            let store = volume.key_value("kv").unwrap_or_else(|error| panic!("{fault:?} at {at}: {error}"));
            for key in &acknowledged {
                assert!(store.get(&[*key]).unwrap().is_some(), "{fault:?} at {at}: {key} is lost");
            }
        }
        if !met {
            assert!(at > 60, "only {at} operations");
            return;
        }
    }
}

#[test]
fn one_io_error_anywhere_loses_nothing() {
    fault_everywhere(Fault::Io);
}

#[test]
fn one_full_disk_anywhere_loses_nothing() {
    fault_everywhere(Fault::Full);
}
