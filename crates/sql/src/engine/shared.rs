//! What all queries share: threads, memory, and the right to run.

use std::sync::Arc;

use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, MemoryPool};
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use crate::error::{Error, Fact};
use crate::limits::{Limits, STACK_BYTES};

/// What the names of the engine's threads begin with: a panic on one ends its query alone.
pub const THREAD_NAME: &str = "sql";

/// What all queries share.
pub struct Shared {
    runtime: Option<Runtime>,
    memory: Arc<dyn MemoryPool>,
    limits: Limits,
    /// One permit for every query that may run.
    pub turns: Arc<Semaphore>,
}

impl Shared {
    /// Starts the threads.
    pub fn new(limits: &Limits) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(limits.threads.max(1))
            .max_blocking_threads(limits.threads.max(1) * 2)
            .thread_name(THREAD_NAME)
            .thread_stack_size(STACK_BYTES)
            .enable_all()
            .build()
            .map_err(|error| Error::new(Fact::Internal, format!("no threads for queries: {error}")))?;
        Ok(Self {
            runtime: Some(runtime),
            memory: Arc::new(FairSpillPool::new(limits.memory_bytes_max)),
            limits: limits.clone(),
            turns: Arc::new(Semaphore::new(limits.queries_max.max(1))),
        })
    }

    /// The threads.
    pub fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().expect("invariant: the runtime lives as long as this")
    }

    /// Memory, disk and caches of one query.
    pub fn environment(&self) -> Result<Arc<RuntimeEnv>, Error> {
        let mode = match &self.limits.spill_directory {
            Some(directory) => DiskManagerMode::Directories(vec![directory.clone()]),
            None => DiskManagerMode::Disabled,
        };
        let disk = DiskManagerBuilder::default()
            .with_mode(mode)
            .with_max_temp_directory_size(self.limits.spill_bytes_max);
        RuntimeEnvBuilder::new()
            .with_memory_pool(Arc::clone(&self.memory))
            .with_disk_manager_builder(disk)
            .build_arc()
            .map_err(Error::from)
    }
}

impl Drop for Shared {
    /// Queries may be dropped within asynchronous code, where waiting for threads would panic.
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
