//! What really runs functions: packages on disk, processes that speak the Lambda Runtime API, a pool of
//! warm ones, their logs and limits. Knows no HTTP of AWS's front door and none of its error texts.
//!
//! Invariants: an event is given to one process only; an acknowledged answer comes from the process that
//! got the event; no process outlives the engine (nor, with a launcher, a server killed with SIGKILL).
//! All state here is scratch: after a restart packages are unpacked again and environments start cold.
//! Lacks: layers, extensions, response streaming, container images, SnapStart, a sandbox around functions.

mod detach;
mod environment;
mod exchange;
mod function;
mod invoke;
pub mod launcher;
pub mod limits;
mod logs;
mod memory;
pub mod package;
mod pool;
mod report;
mod runtime;
mod runtime_api;
mod variables;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use kernel::{SharedClock, SharedRandom};
use tokio::sync::Semaphore;
use tokio::time::MissedTickBehavior;

pub use function::{FunctionError, FunctionVersion, Invocation, InvokeError, Outcome, ThrottleScope};
pub use launcher::function_init;
pub use logs::{LogLine, LogSink};
pub use package::{Package, PackageError};
pub use runtime::Runtime;

/// How an engine is set up.
#[derive(Clone, Debug)]
pub struct EngineConfig {
    /// A directory for packages, bootstraps and homes. It is emptied at the start.
    pub scratch: PathBuf,
    /// The program whose `function-init` becomes the function's process, so that the process dies with the
    /// server; `None` starts functions directly.
    pub launcher: Option<PathBuf>,
    /// Invocations under way at once.
    pub concurrency_max: usize,
    /// Function processes at once, busy or idle.
    pub environments_max: usize,
    /// How long an environment may be idle before it is ended.
    pub idle_max: Duration,
    /// How long a first start may take.
    pub init_max: Duration,
}

impl EngineConfig {
    /// The defaults, with everything on disk below `scratch`.
    pub fn new(scratch: PathBuf) -> Self {
        Self {
            scratch,
            launcher: None,
            concurrency_max: limits::CONCURRENT_EXECUTIONS_MAX,
            environments_max: limits::CONCURRENT_EXECUTIONS_MAX,
            // AWS keeps them for some minutes and promises no number.
            idle_max: Duration::from_secs(5 * 60),
            init_max: limits::INIT_MAX,
        }
    }
}

/// Runs functions. Cheap to clone; the last one dropped ends what is left.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

struct Inner {
    config: EngineConfig,
    clock: SharedClock,
    random: SharedRandom,
    sink: Arc<dyn LogSink>,
    pool: pool::Pool,
    permits: Arc<Semaphore>,
    interpreters: runtime::Interpreters,
    spawner: launcher::Spawner,
    home: PathBuf,
}

impl Engine {
    /// Starts an engine on the current tokio runtime. Blocks on the disk for a moment.
    pub fn start(
        config: EngineConfig,
        clock: SharedClock,
        random: SharedRandom,
        sink: Arc<dyn LogSink>,
    ) -> std::io::Result<Self> {
        match std::fs::remove_dir_all(&config.scratch) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => std::fs::create_dir_all(&config.scratch)?,
        }
        let scratch = config.scratch.canonicalize()?;
        let home = scratch.join("home");
        std::fs::create_dir(&home)?;
        std::fs::create_dir(scratch.join("code"))?;
        let config = EngineConfig { scratch, ..config };
        let inner = Arc::new(Inner {
            pool: pool::Pool::new(config.concurrency_max),
            permits: Arc::new(Semaphore::new(config.environments_max)),
            interpreters: runtime::Interpreters::install(config.scratch.join("runtime"))?,
            spawner: launcher::Spawner::start()?,
            home,
            config,
            clock,
            random,
            sink,
        });
        tokio::spawn(end_idle_ones(Arc::downgrade(&inner), inner.config.idle_max));
        Ok(Self(inner))
    }

    /// The directory of `function`'s package `zip`, unpacked if it is not there yet. Blocks on the disk.
    pub fn unpack(&self, zip: &[u8], function: &str) -> Result<PathBuf, PackageError> {
        package::unpack(zip, &self.0.config.scratch.join("code"), function)
    }

    /// Calls a function and waits for its outcome. A call that is no longer waited for is carried on.
    pub async fn invoke(&self, invocation: Invocation) -> Result<Outcome, InvokeError> {
        let inner = self.0.clone();
        let call = async move { invoke::run(&inner, &invocation).await };
        detach::Detach::new(call, Some(detach::Spawn)).await
    }

    /// Ends the environments of the function with this unversioned ARN: at once where they are idle, else
    /// after what they are doing. For functions that are deleted or changed.
    pub fn retire(&self, arn: &kernel::Arn) {
        self.0.pool.retire(arn.as_str());
    }

    /// Ends environments that have been idle for at least `age`.
    pub fn end_idle(&self, age: Duration) {
        self.0.pool.end_idle(age);
    }

    /// Admits no more invocations, ends every process, busy or not, and waits until they are gone.
    pub async fn shutdown(&self) {
        for environment in self.0.pool.close() {
            environment.ended().await;
        }
    }
}

impl Inner {
    /// `2026/11/20/[$LATEST]` and 32 hexadecimal digits.
    fn log_stream(&self, version: &str) -> String {
        let mut id = [0; 16];
        self.random.fill(&mut id);
        let (year, month, day, ..) = self.clock.now().civil();
        format!("{year:04}/{month:02}/{day:02}/[{version}]{}", kernel::to_hex(&id))
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.pool.close();
    }
}

/// Looks for surplus environments for as long as the engine lives.
async fn end_idle_ones(engine: std::sync::Weak<Inner>, idle_max: Duration) {
    let mut ticks = tokio::time::interval((idle_max / 4).max(Duration::from_secs(1)));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(inner) = engine.upgrade() else { return };
        inner.pool.end_idle(idle_max);
    }
}
