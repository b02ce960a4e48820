//! Stores whose lives all end before a checkpoint does: they get on nevertheless, and memory keeps its bound.

use std::sync::Arc;

use storage::{CrashDisk, Fault, Tuning, Volume};

use crate::key_value_contract::{Model, everything};

const LIVES: u8 = 20;
/// So large that no checkpoint is taken.
const NEVER: Tuning = Tuning { checkpoint_bytes: 1 << 30, in_line: true };
const SMALL: Tuning = Tuning { checkpoint_bytes: 8000, in_line: true };

/// A disk with a segment of the journal for each life, none of it in the tree, and what is in the store.
fn many_lives() -> (CrashDisk, Model) {
    let (disk, mut model) = (CrashDisk::default(), Model::new());
    for life in 0..LIVES {
        let volume = Volume::tuned(Arc::new(disk.clone()), NEVER);
        let store = volume.key_value("kv").unwrap();
        for number in 0..20 {
            // Keys of different lives are neighbours, and some are written in every life.
            let (key, value) = (vec![number, if number == 0 { 0 } else { life }], vec![life; 100]);
            model.insert(key.clone(), value.clone());
            let put = store.submit(move |transaction| {
                transaction.put(key, value);
                Ok::<_, ()>(())
            });
            put.wait().unwrap().unwrap();
        }
    }
    (disk, model)
}

fn journal_bytes(disk: &CrashDisk) -> u64 {
    disk.files().iter().filter(|(path, _)| path.ends_with(".log")).map(|(_, bytes)| bytes).sum()
}

/// Opens the store and writes once; whether it came to that.
fn live(disk: &CrashDisk) -> bool {
    let volume = Volume::tuned(Arc::new(disk.clone()), SMALL);
    let Ok(store) = volume.key_value("kv") else { return false };
    let put = store.submit(|transaction| {
        transaction.put(vec![0, 0], vec![LIVES - 1; 100]);
        Ok::<_, ()>(())
    });
    put.wait().is_ok()
}

#[test]
fn checkpoints_that_were_cut_short_are_made_up_for_at_opening() {
    let (disk, model) = many_lives();
    let before = journal_bytes(&disk);
    assert!(before > 5 * SMALL.checkpoint_bytes as u64, "{before}");
    let volume = Volume::tuned(Arc::new(disk.clone()), SMALL);
    assert_eq!(everything(&volume.key_value("kv").unwrap()), model);
    assert!(disk.files().iter().any(|(path, _)| path.ends_with("tree.redb")), "{:?}", disk.files());
    drop(volume);
    let power_cut = disk.power_cut(1);
    assert_eq!(
        everything(&Volume::tuned(Arc::new(power_cut.clone()), NEVER).key_value("kv").unwrap()),
        model
    );
    // With the next checkpoint, all of that goes from the journal.
    assert!(live(&power_cut));
    assert!(live(&power_cut));
    assert!(journal_bytes(&power_cut) < 2 * SMALL.checkpoint_bytes as u64, "{:?}", power_cut.files());
}

#[test]
fn lives_that_end_within_a_checkpoint_get_on() {
    let (calm, model) = many_lives();
    let begun = calm.operations();
    assert!(live(&calm));
    // A life of a third of what opening takes all in all.
    let life = (calm.operations() - begun) / 3;
    let (disk, _) = many_lives();
    let ended = (1..=30).find(|_| {
        disk.plan(disk.operations() + life, Fault::PowerCut);
        let lived = live(&disk);
        disk.restart();
        lived
    });
    assert!(ended.is_some_and(|lives| lives > 1), "{ended:?}");
    assert_eq!(everything(&Volume::tuned(Arc::new(disk), NEVER).key_value("kv").unwrap()), model);
}

#[test]
fn a_cut_at_any_operation_of_the_opening_loses_nothing() {
    let (calm, model) = many_lives();
    let begun = calm.operations();
    assert!(live(&calm));
    let operations = calm.operations() - begun;
    assert!(operations > 20, "{operations}");
    // Every third: a checkpoint's own operations are cut one by one elsewhere.
    for at in (1..=operations).step_by(3) {
        for is_kill in [false, true] {
            let (disk, _) = many_lives();
            disk.plan(begun + at, Fault::PowerCut);
            live(&disk);
            let after = if is_kill { disk.clone() } else { disk.power_cut(at) };
            if is_kill {
                disk.restart();
            }
            let volume = Volume::tuned(Arc::new(after), SMALL);
            assert_eq!(
                everything(&volume.key_value("kv").unwrap()),
                model,
                "{at} of {operations}, {is_kill}"
            );
        }
    }
}

#[test]
fn a_full_disk_is_no_reason_not_to_open() {
    let (disk, model) = many_lives();
    disk.set_full(true);
    let volume = Volume::tuned(Arc::new(disk.clone()), SMALL);
    assert_eq!(everything(&volume.key_value("kv").unwrap()), model);
    drop(volume);
    disk.set_full(false);
    assert!(live(&disk));
    assert!(journal_bytes(&disk) < 2 * SMALL.checkpoint_bytes as u64);
}
