//! States that come back, and archives that are damaged, newer or forged.

use std::io::{Read, Write};

use zip::write::SimpleFileOptions;

use super::*;

/// A directory of a test's own.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("pumphouse-state-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn blob(directory: &Path, name: &str) -> Option<Vec<u8>> {
    let volume = Volume::open(directory).unwrap();
    volume.blobs("set").unwrap().get(name).unwrap().map(|bytes| bytes.to_vec())
}

/// A directory with the blob `a`, and the archive of it.
fn saved(folder: &Folder) -> (PathBuf, PathBuf) {
    let data = folder.0.join("data");
    let volume = Volume::open(&data).unwrap();
    volume.blobs("set").unwrap().put("a", &[7; 100_000]).unwrap();
    let (states, name) = (States::new(&data), StateName::parse("one").unwrap());
    let manifest = states.save(&volume, &name, Timestamp(5_000)).unwrap();
    assert_eq!((manifest.files, manifest.bytes), (1, 100_000));
    let listed = states.list().unwrap();
    assert_eq!((&listed[0].name, listed[0].saved, listed.len()), (&name, Some(Timestamp(5_000)), 1));
    assert_eq!(fs::read_dir(states.folder()).unwrap().count(), 1, "nothing unfinished is left");
    (data, states.file(&name))
}

#[test]
fn a_state_comes_back_in_another_directory_and_in_its_own() {
    let folder = Folder::new("back");
    let (data, file) = saved(&folder);
    let fresh = folder.0.join("fresh");
    load_into(&file, &fresh).unwrap();
    assert_eq!(blob(&fresh, "a").unwrap().len(), 100_000);
    let states = States::new(&data);
    let volume = Volume::open(&data).unwrap();
    volume.blobs("set").unwrap().put("b", b"later").unwrap();
    assert!(matches!(
        load_into(&file, &data),
        Err(StateError::Storage(storage::StorageError::Locked { .. }))
    ));
    states.load(&StateName::parse("one").unwrap()).unwrap();
    drop(volume);
    assert_eq!((blob(&data, "a").unwrap().len(), blob(&data, "b")), (100_000, None));
    assert!(file.exists(), "what was saved stays");
    states.reset().unwrap();
    assert_eq!(blob(&data, "a"), None);
    assert!(matches!(states.load(&StateName::parse("no").unwrap()), Err(StateError::NotFound(_))));
    let memory = states.save(&Volume::memory(), &StateName::parse("two").unwrap(), Timestamp(0));
    assert!(matches!(memory, Err(StateError::InMemory)));
}

#[test]
fn whatever_byte_is_damaged_nothing_is_changed() {
    let folder = Folder::new("damage");
    let (_, file) = saved(&folder);
    let whole = fs::read(&file).unwrap();
    let (bad, target) = (folder.0.join("bad.zip"), folder.0.join("target"));
    {
        let volume = Volume::open(&target).unwrap();
        volume.blobs("set").unwrap().put("old", b"1").unwrap();
    }
    let mut refused = 0;
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x41;
        fs::write(&bad, &damaged).unwrap();
        // Some bytes of a ZIP file mean nothing, such as its times; then what comes must be what was saved.
        match load_into(&bad, &target) {
            Err(_) => {
                refused += 1;
                assert!(!target.join("incoming").exists(), "byte {at}");
                assert_eq!(blob(&target, "old").as_deref(), Some(&b"1"[..]), "byte {at}");
            }
            Ok(_) => {
                assert_eq!(blob(&target, "a"), Some(vec![7; 100_000]), "byte {at}");
                fs::remove_dir_all(&target).unwrap();
                let volume = Volume::open(&target).unwrap();
                volume.blobs("set").unwrap().put("old", b"1").unwrap();
            }
        }
    }
    assert!(refused * 2 > whole.len(), "{refused} of {}", whole.len());
    for length in [0, 1, whole.len() / 2, whole.len() - 1] {
        fs::write(&bad, &whole[..length]).unwrap();
        let error = load_into(&bad, &target).unwrap_err().to_string();
        assert!(error.contains("damaged"), "{length}: {error}");
    }
}

/// The archive with another manifest and further files.
fn forged(file: &Path, to: &Path, manifest: impl Fn(String) -> String, further: &[&str]) {
    let mut from = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut zip = zip::ZipWriter::new(fs::File::create(to).unwrap());
    for index in 0..from.len() {
        let mut entry = from.by_index(index).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        if name == "manifest.json" {
            bytes = manifest(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    for name in further {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(b"x").unwrap();
    }
    zip.finish().unwrap();
}

#[test]
fn newer_and_forged_archives_are_refused_in_words() {
    let folder = Folder::new("forged");
    let (_, file) = saved(&folder);
    let (bad, target) = (folder.0.join("bad.zip"), folder.0.join("target"));
    let own = env!("CARGO_PKG_VERSION");
    let refused = |manifest: &dyn Fn(String) -> String, further: &[&str]| {
        forged(&file, &bad, manifest, further);
        let error = load_into(&bad, &target).unwrap_err().to_string();
        assert!(error.contains("nothing was changed"), "{error}");
        error
    };
    let same = |text: String| text;
    assert!(refused(&|text| text.replace("\"format\":1", "\"format\":2"), &[]).contains("newer"));
    assert!(refused(&|text| text.replace(own, "999.0.1"), &[]).contains("999.0.1"));
    assert!(refused(&|text| text.replace("100000", "100001"), &[]).contains("not those"));
    for name in ["state/../../etc/passwd", "/etc/passwd", "state/tls/key", "state/log//a", "other"] {
        assert!(refused(&same, &[name]).contains("damaged"), "{name}");
    }
    assert!(refused(&same, &["state/log/added"]).contains("damaged"));
}
