//! Images of running volumes, and state that takes another's place, killed at every stage.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use storage::{LogOptions, Replacement, Tuning, Volume};

use crate::log_contract::frame;
use crate::providers::{TempDirectory, wait};

/// Ends the writer, also where the test fails.
struct Ended<'t>(&'t AtomicBool);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

fn put(volume: &Volume, number: u64) {
    let store = volume.key_value("kv").unwrap();
    let written = store.write(move |transaction| {
        transaction.put(number.to_be_bytes().to_vec(), number.to_le_bytes().to_vec());
        Ok::<_, storage::StorageError>(())
    });
    wait(written).unwrap().unwrap();
}

/// The files of an image as state for `to`.
fn bring(volume: &Volume, from: &Path, name: &str, to: &Path) -> Replacement {
    let files = volume.image(name).unwrap().unwrap();
    std::fs::create_dir_all(to).unwrap();
    let replacement = Replacement::begin(to).unwrap();
    for file in files {
        let bytes = std::fs::read(from.join(name).join(&file.path)).unwrap();
        let length = usize::try_from(file.length).unwrap();
        let mut brought = replacement.create(&file.path).unwrap();
        std::io::Write::write_all(&mut brought, &bytes[..length]).unwrap();
    }
    replacement
}

#[test]
fn an_image_has_all_that_was_acknowledged_and_no_gap() {
    let (directory, other) = (TempDirectory::new(), TempDirectory::new());
    let disk = std::sync::Arc::new(storage::RealDisk::open(directory.path()).unwrap());
    // Checkpoints all the time: the tree is written in place while images are taken.
    let tuning = Tuning { checkpoint_bytes: 500, ..Tuning::default() };
    let volume = Volume::tuned(disk, tuning);
    let log = volume.log("l", LogOptions::default()).unwrap();
    volume.blobs("b").unwrap().put("one", b"blob").unwrap();
    let (acknowledged, over) = (AtomicU64::new(0), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0;
            while !over.load(Ordering::SeqCst) {
                put(&volume, number);
                log.append(vec![frame(0, number, 1, 0, "x")]).unwrap().wait().unwrap();
                number += 1;
                acknowledged.store(number, Ordering::SeqCst);
            }
        });
        let _ended = Ended(&over);
        for round in 0_u64..4 {
            while acknowledged.load(Ordering::SeqCst) < (round + 1) * 25 {
                std::thread::yield_now();
            }
            let before = acknowledged.load(Ordering::SeqCst);
            bring(&volume, directory.path(), &format!("image-{round}"), other.path()).ready().unwrap();
            let copy = Volume::open(other.path()).unwrap();
            let logged = copy.log("l", LogOptions::default()).unwrap().durable_next(0);
            let store = copy.key_value("kv").unwrap();
            let held =
                (0..).take_while(|n: &u64| store.get(&n.to_be_bytes()).unwrap().is_some()).count() as u64;
            assert!(logged >= before && held >= logged && held <= logged + 1, "{before} {logged} {held}");
            assert_eq!(copy.blobs("b").unwrap().get("one").unwrap().unwrap().as_ref(), b"blob");
            wait(copy.close());
            drop(copy);
        }
    });
}

#[test]
fn state_in_memory_has_no_image() {
    assert_eq!(Volume::memory().image("x").unwrap(), None);
}

#[test]
fn until_it_is_ready_the_old_state_is_whole_and_then_the_new_one_comes_in_any_case() {
    let directory = TempDirectory::new();
    let root = directory.path();
    let blob = |volume: &Volume, name: &str| volume.blobs("b").unwrap().get(name).unwrap();
    let volume = Volume::open(root).unwrap();
    volume.blobs("b").unwrap().put("old", b"1").unwrap();
    let bring = || {
        let replacement = Replacement::begin(root).unwrap();
        std::io::Write::write_all(&mut replacement.create("blob/b/new").unwrap(), b"2").unwrap();
        replacement
    };
    // Killed before it is ready: it is forgotten.
    drop(bring());
    drop(volume);
    let volume = Volume::open(root).unwrap();
    assert!(blob(&volume, "old").is_some() && blob(&volume, "new").is_none());
    assert!(!root.join("incoming").exists());
    // Given up.
    bring().drop_it().unwrap();
    assert!(!root.join("incoming").exists());
    bring().ready().unwrap();
    assert!(Replacement::begin(root).is_err(), "one is ready");
    assert!(blob(&volume, "old").is_some(), "nothing changes under a volume that is open");
    drop(volume);
    // Killed after the first part was moved.
    std::fs::remove_dir_all(root.join("blob")).unwrap();
    std::fs::rename(root.join("incoming/blob"), root.join("blob")).unwrap();
    std::fs::create_dir_all(root.join("log/left")).unwrap();
    let volume = Volume::open(root).unwrap();
    assert!(blob(&volume, "old").is_none() && blob(&volume, "new").is_some());
    assert!(!root.join("log/left").exists() && !root.join("incoming").exists());
}
