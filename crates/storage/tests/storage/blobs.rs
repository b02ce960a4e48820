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

#[test]
fn large_ones_are_written_and_read_piece_by_piece() {
    on_every_provider(|provider| {
        let volume = provider.open();
        let blobs = volume.blobs("large").unwrap();
        let mut writer = blobs.writer().unwrap();
        for piece in 0..10u8 {
            writer.append(&[piece; 1000]).unwrap();
        }
        assert_eq!(
            (writer.length(), blobs.list().unwrap().len()),
            (10_000, 0),
            "not there before it is kept"
        );
        writer.keep("a/one").unwrap();
        let dropped = blobs.writer().unwrap();
        drop(dropped);

        let reader = blobs.reader("a/one").unwrap().unwrap();
        assert!(blobs.delete("a/one").unwrap() && blobs.reader("a/one").unwrap().is_none());
        assert_eq!(reader.length(), 10_000);
        let across = reader.read_at(1999, 2).unwrap();
        assert_eq!(&across[..], [1, 2], "an open blob is read on although it is deleted");
        assert_eq!(reader.read_at(9_990, 100).unwrap().len(), 10);
        assert_eq!(reader.read_at(10_001, 1).unwrap().len(), 0);

        for name in ["b/1", "b/2", "c/1"] {
            blobs.put(name, b"x").unwrap();
        }
        assert_eq!(blobs.list_in("b").unwrap(), ["b/1", "b/2"]);
        assert_eq!(blobs.delete_all(&["b/1", "c/1", "c/2"]).unwrap(), 2);
        assert_eq!(blobs.list().unwrap(), ["b/2"]);
    });
}

#[test]
fn what_an_append_that_failed_left_is_not_in_the_blob() {
    let disk = CrashDisk::default();
    let volume = Volume::on_disk(Arc::new(disk.clone()));
    let blobs = volume.blobs("b").unwrap();
    let mut writer = blobs.writer().unwrap();
    writer.append(b"abc").unwrap();
    disk.plan(disk.operations() + 1, Fault::Full);
    writer.append(&[7; 3000]).unwrap_err();
    writer.append(b"def").unwrap();
    writer.keep("x").unwrap();
    assert_eq!(blobs.get("x").unwrap().unwrap(), "abcdef");
}
