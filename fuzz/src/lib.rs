//! What several targets share: a made-up service to decode for, disks to damage, a way to wait.

pub mod disk;
pub mod sample;

use std::future::Future;

/// Runs a future to its end on this thread.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}
