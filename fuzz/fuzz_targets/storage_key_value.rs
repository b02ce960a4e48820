//! Recovery of a damaged key-value store: it is opened or refused, and what was opened and closed opens again.
#![no_main]

use std::convert::Infallible;
use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, OnceLock};

use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::disk::{Damage, Files, disk, files};
use pumphouse_fuzz::wait;
use storage::{Direction, KeyValue, MemoryDisk, Volume};

fn put(store: &KeyValue, key: &str) -> Result<(), storage::StorageError> {
    let key = key.to_owned();
    wait(store.write(move |transaction| {
        transaction.put(key.as_bytes().to_vec(), b"a value".to_vec());
        Ok::<_, Infallible>(())
    }))
    .map(|_| ())
}

/// The journal of a store with a few records, without a tree: redb's format is redb's to fuzz.
fn sound() -> &'static Files {
    static SOUND: OnceLock<Files> = OnceLock::new();
    SOUND.get_or_init(|| {
        let disk = Arc::new(MemoryDisk::default());
        let volume = Volume::on_disk(disk.clone());
        let store = volume.key_value("s").expect("a store");
        for key in ["a", "b", "a", "long key", "z"] {
            put(&store, key).expect("written");
        }
        let kept = files(&*disk, "").into_iter().filter(|(path, _)| path.ends_with(".log")).collect();
        drop(store);
        wait(volume.close());
        kept
    })
}

fuzz_target!(|damage: Damage| {
    let damaged = disk(&damage.done_to(sound()));
    let volume = Volume::on_disk(damaged.clone());
    let Ok(store) = volume.key_value("s") else { return };
    let mut last: Option<Vec<u8>> = None;
    let _ = store.scan(Bound::Unbounded, Bound::Unbounded, Direction::Forward, &mut |key, _| {
        assert!(last.as_deref().is_none_or(|last| last < key), "keys do not ascend");
        last = Some(key.to_vec());
        ControlFlow::Continue(())
    });
    let written = put(&store, "new").is_ok();
    drop(store);
    wait(volume.close());
    let again = Volume::on_disk(damaged);
    let store = again.key_value("s").expect("what was closed in good order opens");
    assert_eq!(store.get(b"new").expect("readable").is_some(), written);
});
