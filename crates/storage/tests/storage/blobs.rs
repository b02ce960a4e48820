//! What blobs promise, on every provider and whenever the power goes.

use std::sync::Arc;

use storage::{CrashDisk, Fault, StorageError, Volume};

use crate::providers::on_every_provider;

#[test]
fn come_back_whole() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let blobs = volume.blobs("code").unwrap();
        assert_eq!(blobs.get("a/b").unwrap(), None);
        blobs.put("a/b", b"one").unwrap();
        blobs.put("a/b", b"two").unwrap();
        blobs.put("c", &[]).unwrap();
        blobs.put("big.zip", &vec![3; 200_000]).unwrap();
        assert_eq!(blobs.get("a/b").unwrap().unwrap(), "two");
        assert_eq!(blobs.get("c").unwrap().unwrap(), "");
        assert_eq!(blobs.get("big.zip").unwrap().unwrap().len(), 200_000);
        assert_eq!(blobs.list().unwrap(), ["a/b", "big.zip", "c"]);
        if let Some(path) = blobs.path("a/b") {
            assert_eq!(std::fs::read(path).unwrap(), b"two");
        }
        assert!(blobs.delete("a/b").unwrap());
        assert!(!blobs.delete("a/b").unwrap());
        assert_eq!(blobs.put("../x", b"").unwrap_err().kind(), kernel::Kind::Invalid);
        drop((blobs, volume));
        if provider.is_durable() {
            let volume = provider.open();
            assert_eq!(volume.blobs("code").unwrap().list().unwrap(), ["big.zip", "c"]);
        }
    });
}

fn workload(disk: &CrashDisk, done: &mut usize) -> Result<(), StorageError> {
    let volume = Volume::on_disk(Arc::new(disk.clone()));
    let blobs = volume.blobs("b")?;
    for step in 0..6u8 {
        if step == 4 {
            blobs.delete("x")?;
        } else {
            blobs.put("x", &vec![step; 3000])?;
        }
        *done += 1;
    }
    Ok(())
}

#[test]
fn nothing_acknowledged_is_lost() {
    let calm = CrashDisk::default();
    workload(&calm, &mut 0).unwrap();
    for at in 1..=calm.operations() {
        for seed in 0..20 {
            let disk = CrashDisk::default();
            disk.plan(at, Fault::PowerCut);
            let mut done = 0;
            workload(&disk, &mut done).unwrap_err();
            let volume = Volume::on_disk(Arc::new(disk.power_cut(seed)));
            let blobs = volume.blobs("b").unwrap();
            let state = |count: usize| match count {
                0 | 5 => None,
                count => Some(vec![count as u8 - 1; 3000]),
            };
            let found = blobs.get("x").unwrap().map(Vec::from);
            assert!(found == state(done) || found == state(done + 1), "cut at {at}, {done} done");
            assert_eq!(blobs.list().unwrap().len(), usize::from(found.is_some()));
        }
    }
}

#[test]
fn a_full_disk_keeps_the_old_bytes() {
    let disk = CrashDisk::default();
    let volume = Volume::on_disk(Arc::new(disk.clone()));
    let blobs = volume.blobs("b").unwrap();
    blobs.put("x", b"old").unwrap();
    disk.set_full(true);
    assert!(matches!(blobs.put("x", b"new bytes"), Err(StorageError::Full { .. })));
    disk.set_full(false);
    assert_eq!(blobs.get("x").unwrap().unwrap(), "old");
    assert_eq!(blobs.list().unwrap(), ["x"]);
    blobs.put("x", b"new").unwrap();
    assert_eq!(blobs.get("x").unwrap().unwrap(), "new");
}
