//! The volume itself: exclusion, laziness, closing.

use storage::{LogOptions, StorageError, Volume};

use crate::log_contract::frame;
use crate::providers::{TempDirectory, wait};

#[test]
fn a_second_server_is_refused() {
    let directory = TempDirectory::new();
    let volume = Volume::open(&directory.path().join("deep/data")).unwrap();
    let error = Volume::open(&directory.path().join("deep/data")).unwrap_err();
    assert!(matches!(error, StorageError::Locked { .. }));
    assert!(error.to_string().contains("deep/data"), "{error}");
    drop(volume);
    Volume::open(&directory.path().join("deep/data")).unwrap();
}

#[test]
fn nothing_is_made_before_the_first_write() {
    let directory = TempDirectory::new();
    let volume = Volume::open(directory.path()).unwrap();
    volume.log("kinesis/a", LogOptions::default()).unwrap();
    volume.key_value("kv").unwrap();
    wait(volume.close());
    let names: Vec<_> =
        std::fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["lock"]);
}

#[test]
fn the_same_name_is_the_same_store() {
    let volume = Volume::memory();
    let (one, two) =
        (volume.log("l", LogOptions::default()).unwrap(), volume.log("l", LogOptions::default()).unwrap());
    one.append(vec![frame(0, 0, 1, 0, "x")]).unwrap().wait().unwrap();
    assert_eq!(two.durable_next(0), 1);
    assert!(volume.log("../l", LogOptions::default()).is_err());
}

#[test]
fn a_closed_volume_says_so() {
    let volume = Volume::memory();
    let log = volume.log("l", LogOptions::default()).unwrap();
    let ticket = log.append(vec![frame(0, 0, 1, 0, "x")]).unwrap();
    wait(volume.close());
    wait(volume.close());
    wait(ticket).unwrap();
    assert!(matches!(log.append(vec![frame(0, 1, 1, 0, "x")]), Err(StorageError::Closed)));
    assert!(matches!(volume.key_value("kv"), Err(StorageError::Closed)));
    assert_eq!(log.read(0, 0, 10, None).unwrap().frames.len(), 1);
}
