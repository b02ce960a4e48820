//! Deployment packages: checked as they arrive, and nothing unpacked outside of its folder.
#![no_main]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use lambda_service::engine::package::{check, unpack};
use libfuzzer_sys::fuzz_target;

/// More than the fuzzer makes.
const ZIP_BYTES_MAX: u64 = 50 << 20;

static SCRATCH: LazyLock<PathBuf> = LazyLock::new(|| {
    let scratch = std::env::temp_dir().join(format!("pumphouse-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&scratch).expect("a scratch folder");
    scratch
});

fuzz_target!(|zip: &[u8]| {
    if check(zip, ZIP_BYTES_MAX).is_err() {
        return;
    }
    let inner = SCRATCH.join("inner");
    if unpack(zip, &inner).is_ok() {
        links_stay_inside(&inner, &inner.canonicalize().expect("a folder"));
    }
    let beside: Vec<_> = std::fs::read_dir(&*SCRATCH).expect("a folder").collect();
    assert_eq!(beside.len(), 1, "something was written beside the package");
    std::fs::remove_dir_all(&inner).expect("removable");
});

fn links_stay_inside(folder: &Path, home: &Path) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_symlink() {
            if let Ok(target) = path.canonicalize() {
                assert!(target.starts_with(home), "{} leads to {}", path.display(), target.display());
            }
        } else if path.is_dir() {
            links_stay_inside(&path, home);
        }
    }
}
