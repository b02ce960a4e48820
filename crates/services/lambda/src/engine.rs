//! What really runs functions: packages on disk, processes that speak the Lambda Runtime API, a pool of
//! warm ones, their logs and limits. Knows no HTTP of AWS's front door and none of its error texts.
//!
//! Invariants: an event is given to one process only; an acknowledged answer comes from the process that
//! got the event; no process outlives the engine (nor, with a launcher, a server killed with SIGKILL).
//! All state here is scratch, and environments start cold after a restart; code that was unpacked is found again.
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
mod unpacked;
mod variables;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
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
pub use unpacked::TaskRoot;

/// Where packages are unpacked to, below the scratch directory.
const CODE: &str = "code";

/// How an engine is set up.
#[derive(Clone, Debug)]
pub struct EngineConfig {
    /// A directory for packages, bootstraps and homes. It is emptied at the start, but for `codes`.
    pub scratch: PathBuf,
    /// The SHA-256 of packages, as in [`Package::sha256_hex`], whose unpacked code may be used again.
    pub codes: HashSet<String>,
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
            codes: HashSet::new(),
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
    unpacked: unpacked::Unpacked,
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
        std::fs::create_dir_all(&config.scratch)?;
        let scratch = config.scratch.canonicalize()?;
        for entry in std::fs::read_dir(&scratch)?.collect::<Result<Vec<_>, _>>()? {
            if entry.file_name() != CODE {
                unpacked::remove(&entry.path())?;
            }
        }
        let home = scratch.join("home");
        std::fs::create_dir(&home)?;
        let unpacked = unpacked::Unpacked::open(scratch.join(CODE), &config.codes)?;
        let config = EngineConfig { scratch, ..config };
        let inner = Arc::new(Inner {
            pool: pool::Pool::new(config.concurrency_max),
            permits: Arc::new(Semaphore::new(config.environments_max)),
            interpreters: runtime::Interpreters::install(config.scratch.join("runtime"))?,
            spawner: launcher::Spawner::start()?,
            unpacked,
            home,
            config,
            clock,
            random,
            sink,
        });
        tokio::spawn(end_idle_ones(Arc::downgrade(&inner), inner.config.idle_max));
        Ok(Self(inner))
    }

    /// The directory of the package with SHA-256 `code`, if it was unpacked before, maybe by an engine that was here
    /// before this one. Blocks on the disk.
    pub fn unpacked(&self, code: &str) -> Option<TaskRoot> {
        self.0.unpacked.find(code)
    }

    /// The same, unpacked from `zip` if it is not there. Blocks on the disk.
    pub fn unpack(&self, code: &str, zip: &[u8]) -> Result<TaskRoot, PackageError> {
        let (root, fresh) = self.0.unpacked.unpack(code, zip)?;
        if let Some(fresh) = fresh {
            // Nobody waits for it: where it fails, the package is unpacked again after a restart.
            tokio::task::spawn_blocking(move || fresh.keep());
        }
        Ok(root)
    }

    /// Removes a package that no function has any more, once nothing runs in it. Blocks on the disk.
    pub fn drop_code(&self, code: &str) {
        // What cannot be removed now is at the next start.
        let _ = self.0.unpacked.drop_code(code);
    }

    /// The same below `scratch` where no engine has started yet.
    pub fn drop_kept_code(scratch: &Path, code: &str) {
        let _ = unpacked::remove_code(&scratch.join(CODE), code);
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
        let swept = tokio::task::spawn_blocking(move || inner.unpacked.sweep());
        // What cannot be removed now is at the next start.
        let _ = swept.await;
    }
}
