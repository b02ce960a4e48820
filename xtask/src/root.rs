//! Where the checkout is.

use std::path::{Path, PathBuf};

/// The folder of the workspace's `Cargo.toml`.
pub fn of_checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("invariant: xtask is a folder of the workspace")
        .into()
}
