//! One execution environment: a child process, the Runtime API it talks to, its log and its memory.
//!
//! Every environment listens on a loopback port of its own, so that a process can only ever ask for its own
//! events. One task supervises it from start to end; it ends with the process, never before. When it ends
//! for whatever reason, the whole process group is killed.
//! Lacks: the freeze between invocations (threads of a function run on), `/tmp` of its own, a sandbox.

use std::net::Ipv4Addr;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::sync::{Notify, OwnedSemaphorePermit, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::exchange::{Answer, Exchange};
use super::function::{FunctionVersion, InvokeError};
use super::launcher::FUNCTION_INIT;
use super::logs::Logs;
use super::memory::Memory;
use super::runtime::Start;
use super::variables::{self, Sandbox};
use super::{Inner, runtime_api};

/// See the module.
pub(super) struct Environment {
    pub(super) function: Arc<FunctionVersion>,
    pub(super) exchange: Exchange,
    pub(super) logs: Logs,
    pub(super) memory: Memory,
    /// Of the pool at its start; an environment of an older generation is not used again.
    pub(super) generation: u64,
    idle_since: Mutex<Instant>,
    kill: Notify,
    ended: watch::Sender<bool>,
}

/// A process that was started, or the reason that AWS gives for none.
pub(super) enum Launch {
    /// Ready or not is told by the receiver.
    Started(Arc<Environment>, oneshot::Receiver<Answer>),
    /// See [`Start::InvalidEntrypoint`].
    InvalidEntrypoint(String),
}

impl Environment {
    /// Starts a process for `function` that logs to `stream`. `permit` is given back at its end.
    pub(super) async fn start(
        inner: &Inner,
        function: &Arc<FunctionVersion>,
        stream: &str,
        generation: u64,
        permit: OwnedSemaphorePermit,
    ) -> Result<Launch, InvokeError> {
        let (program, arguments) = match inner.interpreters.start(function).await? {
            Start::Command { program, arguments } => (program, arguments),
            Start::InvalidEntrypoint(text) => return Ok(Launch::InvalidEntrypoint(text)),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let (logs, output) =
            Logs::open(function.clone(), stream.to_owned(), inner.sink.clone(), inner.clock.clone())?;
        let mut command = match &inner.config.launcher {
            None => Command::new(&program),
            Some(launcher) => {
                let mut command = Command::new(launcher);
                command.arg(FUNCTION_INIT).arg(std::process::id().to_string()).arg("--").arg(&program);
                command
            }
        };
        let sandbox = Sandbox {
            runtime_api: &listener.local_addr()?.to_string(),
            log_stream: stream,
            runtime_directory: &inner.interpreters.directory,
            home: &inner.home,
            program: inner.config.launcher.as_deref(),
        };
        command.args(arguments).env_clear().envs(variables::of(function, &sandbox));
        command.current_dir(&*function.task_root).process_group(0).kill_on_drop(true);
        command.stdin(Stdio::null()).stdout(output.try_clone()?).stderr(output);
        let child = match inner.spawner.spawn(command).await {
            Ok(child) => child,
            Err(error) if !function.runtime.is_managed() => {
                return Ok(Launch::InvalidEntrypoint(format!("fork/exec /var/task/bootstrap: {error}")));
            }
            Err(error) => return Err(error.into()),
        };
        let pid = child.id().ok_or_else(|| std::io::Error::other("the process was already waited for"))?;
        let (exchange, started) = Exchange::new();
        let environment = Arc::new(Self {
            function: function.clone(),
            exchange,
            logs,
            memory: Memory::of(pid)?,
            generation,
            idle_since: Mutex::new(Instant::now()),
            kill: Notify::new(),
            ended: watch::Sender::new(false),
        });
        tokio::spawn(supervise(environment.clone(), child, Group::of(pid), listener, permit));
        Ok(Launch::Started(environment, started))
    }

    /// Has the process and its group killed. Does not wait.
    pub(super) fn kill(&self) {
        self.kill.notify_one();
    }

    /// Waits until the process is gone.
    pub(super) async fn ended(&self) {
        // An error says that the sender is gone, and with it the environment.
        let _ = self.ended.subscribe().wait_for(|ended| *ended).await;
    }

    /// Notes that it has nothing to do from now on.
    pub(super) fn rest(&self) {
        *self.idle_since.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// For how long it has had nothing to do.
    pub(super) fn idle_for(&self) -> Duration {
        self.idle_since.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }
}

/// How long a dead process's last words on its connections are waited for.
const LAST_WORDS_MAX: Duration = Duration::from_millis(200);

async fn supervise(
    environment: Arc<Environment>,
    mut child: Child,
    mut group: Group,
    listener: TcpListener,
    permit: OwnedSemaphorePermit,
) {
    let mut connections = JoinSet::new();
    let serving = async {
        tokio::join!(runtime_api::serve(&listener, &environment, &mut connections), environment.logs.pump());
    };
    let exited = tokio::select! {
        status = child.wait() => Some(status),
        () = environment.kill.notified() => None,
        () = serving => None,
    };
    group.kill();
    let status = match exited {
        Some(status) => status,
        None => child.wait().await,
    };
    group.forget();
    drop(listener);
    // What it said before it died still counts.
    let last_words = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(LAST_WORDS_MAX, last_words).await;
    environment.exchange.over(status.unwrap_or_default());
    environment.logs.note([]);
    drop(permit);
    environment.ended.send_replace(true);
}

/// A process group that is killed when this is dropped, unless its leader was waited for: only until then
/// is its number certain to be its own.
struct Group(Option<Pid>);

impl Group {
    fn of(pid: u32) -> Self {
        Self(i32::try_from(pid).ok().and_then(Pid::from_raw))
    }

    fn kill(&self) {
        if let Some(pid) = self.0 {
            // It may be gone already, which is what is wanted.
            let _ = kill_process_group(pid, Signal::KILL);
        }
    }

    fn forget(&mut self) {
        self.0 = None;
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}
