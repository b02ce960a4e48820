//! Starting function processes so that none outlives the server, not even a server killed with SIGKILL.
//!
//! A child asks the kernel for a signal at its parent's death and then becomes the function's runtime.
//! Asking takes a process of ours between fork and exec, so the server runs its own binary again:
//! `pumphouse function-init <server's pid> -- <command> <arguments…>`, see [`function_init`].
//!
//! Invariant: the kernel sends that signal when the *thread* that forked ends. [`Spawner`] therefore owns
//! one thread which forks every child and lives as long as the engine.
//! Lacks: grandchildren do not get the signal; they are killed with their group while the server lives.

use std::convert::Infallible;
use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::sync::mpsc;

use rustix::process::{Signal, getppid, set_parent_process_death_signal};
use tokio::process::Child;
use tokio::sync::oneshot;

/// The launcher's first argument.
pub const FUNCTION_INIT: &str = "function-init";
/// The variable that tells programs of custom runtimes which program the server is: a function may be in that one.
pub const PROGRAM: &str = "PUMPHOUSE_PROGRAM";

/// Why a process could not become a function's runtime.
#[derive(Debug, thiserror::Error)]
pub enum FunctionInitError {
    /// The arguments are not those that the server gives.
    #[error("`function-init` is for the server alone: `function-init <server's pid> -- <command> …`")]
    Usage,
    /// The server ended before the child was ready.
    #[error("the server is gone")]
    ServerGone,
    /// The kernel refused the death signal.
    #[error("the parent-death signal could not be set: {0}")]
    DeathSignal(io::Error),
    /// The command could not be executed.
    #[error("fork/exec {command}: {source}")]
    Exec {
        /// The command.
        command: String,
        /// What the kernel said.
        source: io::Error,
    },
}

/// Makes this process the command that `arguments` (what follows `function-init`) name, to be killed when
/// its parent dies. Returns only to say why that failed; the caller prints it and exits with status 126.
pub fn function_init(arguments: impl IntoIterator<Item = OsString>) -> Result<Infallible, FunctionInitError> {
    let mut arguments = arguments.into_iter();
    let server = arguments.next().and_then(|text| text.to_str()?.parse().ok());
    let server: i32 = server.ok_or(FunctionInitError::Usage)?;
    if arguments.next().as_deref() != Some("--".as_ref()) {
        return Err(FunctionInitError::Usage);
    }
    let command = arguments.next().ok_or(FunctionInitError::Usage)?;
    set_parent_process_death_signal(Some(Signal::KILL))
        .map_err(|error| FunctionInitError::DeathSignal(error.into()))?;
    // The server may have died before the signal was asked for.
    if getppid().map(|parent| parent.as_raw_pid()) != Some(server) {
        return Err(FunctionInitError::ServerGone);
    }
    let source = Command::new(&command).args(arguments).exec();
    Err(FunctionInitError::Exec { command: command.to_string_lossy().into_owned(), source })
}

struct Order {
    command: tokio::process::Command,
    child: oneshot::Sender<io::Result<Child>>,
}

/// The thread that forks.
#[derive(Debug)]
pub(super) struct Spawner {
    orders: mpsc::Sender<Order>,
}

impl Spawner {
    /// Starts the thread; children are waited for by the runtime of the caller.
    pub(super) fn start() -> io::Result<Self> {
        let (orders, waiting) = mpsc::channel::<Order>();
        let runtime = tokio::runtime::Handle::current();
        std::thread::Builder::new().name("function-spawner".to_owned()).spawn(move || {
            let _inside = runtime.enter();
            while let Ok(Order { mut command, child }) = waiting.recv() {
                // Whoever ordered may have gone; the child then dies by `kill_on_drop`.
                let _ = child.send(command.spawn());
            }
        })?;
        Ok(Self { orders })
    }

    /// Forks `command` on the long-lived thread.
    pub(super) async fn spawn(&self, command: tokio::process::Command) -> io::Result<Child> {
        let (child, answer) = oneshot::channel();
        let gone = || io::Error::other("the spawner thread is gone");
        self.orders.send(Order { command, child }).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn init(arguments: &[&str]) -> FunctionInitError {
        let Err(error) = function_init(arguments.iter().map(OsString::from));
        error
    }

    #[test]
    fn only_the_server_may() {
        for wrong in [&[][..], &["x", "--", "true"], &["1", "true"], &["1", "--"]] {
            assert!(matches!(init(wrong), FunctionInitError::Usage), "{wrong:?}");
        }
        assert!(matches!(init(&["2147483647", "--", "true"]), FunctionInitError::ServerGone));
    }
}
