//! A folder of blobs that holds files of any name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::disk::disk;
use storage::Volume;

fuzz_target!(|case: (Vec<(String, Vec<u8>)>, String, Vec<u8>)| {
    let (files, name, bytes) = case;
    // No disk has such names.
    let possible = |name: &str| !name.split('/').any(|part| matches!(part, "" | "." | ".."));
    let files = files
        .into_iter()
        .filter(|(name, _)| possible(name))
        .map(|(name, bytes)| (format!("blob/b/{name}"), bytes))
        .collect();
    let volume = Volume::on_disk(disk(&files));
    let Ok(blobs) = volume.blobs("b") else { return };
    for name in blobs.list().unwrap_or_default() {
        let _ = blobs.get(&name);
    }
    if blobs.put(&name, &bytes).is_ok() {
        assert_eq!(blobs.get(&name).expect("readable").as_deref(), Some(bytes.as_slice()));
        assert!(blobs.delete(&name).expect("deleted"));
        assert_eq!(blobs.get(&name).expect("readable"), None);
    }
});
