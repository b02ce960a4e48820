//! The program: run to its end, or served from until the test ends.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

/// How long anything may take before it counts as stuck.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The program with `arguments`, and nothing of the environment that it would listen to.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pumphouse"));
    let heard = [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
        "AWS_CA_BUNDLE",
        "AWS_ENDPOINT_URL",
    ];
    for name in heard {
        command.env_remove(name);
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub fn run(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// What the program wrote to standard output, where it succeeded.
pub fn succeed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What the program wrote to standard error, where it ended with `code`.
pub fn fail(code: i32, arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// A server of the test's own. Killed when dropped.
pub struct Server {
    child: Child,
    address: SocketAddr,
    lines: Receiver<String>,
    stderr: Option<JoinHandle<String>>,
}

impl Server {
    /// A server whose state is in memory.
    pub fn ephemeral() -> Self {
        Self::start(&["--ephemeral"])
    }

    /// A server whose state is in `directory`.
    pub fn on(directory: &Path) -> Self {
        Self::start(&["--data", directory.to_str().unwrap()])
    }

    /// `pumphouse up` with `options`, on a port that the system chooses.
    pub fn start(options: &[&str]) -> Self {
        let mut command = command(&["up", "--port", "0"]);
        command.args(options);
        Self::spawn(command)
    }

    /// What `command` starts, once it is ready.
    pub fn spawn(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut errors = child.stderr.take().unwrap();
        let stderr = std::thread::spawn(move || {
            let mut text = Vec::new();
            let _ = errors.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let address = SocketAddr::from(([0, 0, 0, 0], 0));
        let mut server = Self { child, address, lines, stderr: Some(stderr) };
        let first = server.line().unwrap_or_else(|| panic!("it ended: {}", server.end_by_force()));
        let endpoint =
            first.rsplit_once(" at http://").unwrap_or_else(|| panic!("no endpoint in `{first}`")).1;
        server.address = endpoint.parse().unwrap();
        server
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The URL that it told.
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its process.
    pub fn process_id(&self) -> u32 {
        self.child.id()
    }

    /// The next line on its standard output; none after its end.
    pub fn line(&self) -> Option<String> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => None,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("the server is stuck"),
        }
    }

    /// Sends `signal`.
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits until it has ended by itself: the rest of its output, its errors, its status.
    pub fn ended(mut self) -> (Vec<String>, String, ExitStatus) {
        let mut rest = Vec::new();
        while let Some(line) = self.line() {
            rest.push(line);
        }
        let status = self.child.wait().unwrap();
        (rest, self.stderr.take().unwrap().join().unwrap(), status)
    }

    /// Kills it as a power cut would, and waits until it is gone.
    pub fn kill(&mut self) {
        self.end_by_force();
    }

    fn end_by_force(&mut self) -> String {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.stderr.take().map(|stderr| stderr.join().unwrap_or_default()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let errors = self.end_by_force();
        if std::thread::panicking() && !errors.is_empty() {
            eprintln!("the server at {} said:\n{errors}", self.address);
        }
    }
}
