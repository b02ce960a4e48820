//! What a function prints: one pipe for standard output and error, cut into lines, kept as the tail of
//! the invocation under way, and handed to the caller's [`LogSink`] in the order of printing.
//!
//! Invariant: everything that a process wrote before it answered is in that invocation's tail. The answer
//! arrives after the write, so the pipe is read dry, without waiting, before an invocation is
//! closed; between invocations the environment's own task reads it.

use std::io::{self, PipeReader, PipeWriter, Read};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::SharedClock;
use tokio::net::unix::pipe;

use super::function::FunctionVersion;
use super::limits::{LOG_LINE_BYTES_MAX, LOG_TAIL_BYTES_MAX};

/// One log event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// When it was read from the function, milliseconds since the epoch.
    pub timestamp_ms: u64,
    /// The text, without its line end.
    pub text: String,
}

/// Where log lines go.
pub trait LogSink: Send + Sync {
    /// Takes lines of `function`'s log `stream`, oldest first. Called from the invocation's path: it must
    /// neither block nor fail; what it cannot keep it drops and counts.
    fn lines(&self, function: &FunctionVersion, stream: &str, lines: Vec<LogLine>);
}

/// The log of one execution environment.
pub(super) struct Logs {
    function: Arc<FunctionVersion>,
    stream: String,
    /// The pipe twice: `waiting` knows when there is something to read, but only learns it from the
    /// runtime's next look; `pipe` asks the kernel now.
    waiting: pipe::Receiver,
    pipe: PipeReader,
    sink: Arc<dyn LogSink>,
    clock: SharedClock,
    /// Managed runtimes print one event over several lines with `\r` between them.
    joins_lines: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Printed, but not ended by a newline yet.
    partial: Vec<u8>,
    /// The last bytes of the invocation under way.
    tail: Vec<u8>,
    ready: Vec<LogLine>,
}

impl Logs {
    /// A new log, and the end of its pipe for the process to write to.
    pub(super) fn open(
        function: Arc<FunctionVersion>,
        stream: String,
        sink: Arc<dyn LogSink>,
        clock: SharedClock,
    ) -> io::Result<(Self, PipeWriter)> {
        let (pipe, writer) = io::pipe()?;
        // Both share one open file, so this makes both non-blocking.
        let waiting = pipe::Receiver::from_owned_fd(pipe.try_clone()?.into())?;
        let joins_lines = function.runtime.is_managed();
        let state = Mutex::default();
        Ok((Self { function, stream, waiting, pipe, sink, clock, joins_lines, state }, writer))
    }

    /// Reads and sends on until every writer is gone.
    pub(super) async fn pump(&self) {
        while self.waiting.readable().await.is_ok() {
            let ended = self.with(|state| {
                let ended = self.read(state, |buffer| self.waiting.try_read(buffer));
                self.send(state);
                ended
            });
            if ended {
                return;
            }
        }
    }

    /// Begins an invocation with a line of our own, which is sent on with the next ones: a short
    /// invocation is one call of the sink. The tail starts here, or with what was printed at the start.
    pub(super) fn begin(&self, line: String, cold: bool) {
        self.with(|state| {
            self.read_now(state);
            self.flush_partial(state);
            if !cold {
                state.tail.clear();
            }
            state.push(self.now(), line);
        });
    }

    /// Adds lines of our own after all that was printed.
    pub(super) fn note(&self, lines: impl IntoIterator<Item = String>) {
        self.with(|state| {
            self.read_now(state);
            self.flush_partial(state);
            lines.into_iter().for_each(|line| state.push(self.now(), line));
        });
    }

    /// Sends what is waiting and gives the tail of the invocation.
    pub(super) fn finish(&self) -> Vec<u8> {
        self.with(|state| {
            self.send(state);
            let surplus = state.tail.len().saturating_sub(LOG_TAIL_BYTES_MAX);
            state.tail.drain(..surplus);
            std::mem::take(&mut state.tail)
        })
    }

    fn now(&self) -> u64 {
        self.clock.now().0
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The sink is called under the lock: that keeps the order.
    fn send(&self, state: &mut State) {
        if !state.ready.is_empty() {
            self.sink.lines(&self.function, &self.stream, std::mem::take(&mut state.ready));
        }
    }

    fn read_now(&self, state: &mut State) {
        self.read(state, |buffer| (&self.pipe).read(buffer));
    }

    /// Reads without waiting, at least as much as the pipe held at the call; a process that prints without
    /// end keeps nobody here. True once every writer is gone.
    fn read(&self, state: &mut State, mut from: impl FnMut(&mut [u8]) -> io::Result<usize>) -> bool {
        const PIPE_BYTES: usize = 64 << 10;
        let mut buffer = [0; 8 << 10];
        let mut total = 0;
        while total < PIPE_BYTES {
            match from(&mut buffer) {
                Ok(count) if count > 0 => {
                    total += count;
                    self.split(state, &buffer[..count]);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return false,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Ok(_) | Err(_) => {
                    self.flush_partial(state);
                    return true;
                }
            }
        }
        false
    }

    fn split(&self, state: &mut State, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let newline = bytes.iter().position(|byte| *byte == b'\n');
            let room = LOG_LINE_BYTES_MAX - state.partial.len();
            let piece = newline.unwrap_or(bytes.len()).min(room);
            state.partial.extend_from_slice(&bytes[..piece]);
            let ended = newline == Some(piece);
            bytes = &bytes[piece + usize::from(ended)..];
            if ended {
                self.take_line(state);
            } else if state.partial.len() == LOG_LINE_BYTES_MAX {
                self.flush_partial(state);
            }
        }
    }

    fn flush_partial(&self, state: &mut State) {
        if !state.partial.is_empty() {
            self.take_line(state);
        }
    }

    fn take_line(&self, state: &mut State) {
        let mut line = String::from_utf8_lossy(&state.partial).into_owned();
        state.partial.clear();
        if line.ends_with('\r') {
            line.pop();
        }
        if self.joins_lines && line.contains('\r') {
            line = line.replace('\r', "\n");
        }
        state.push(self.now(), line);
        // Long output must not wait for the invocation's end, nor fill our memory.
        const LINES_MAX: usize = 1_000;
        if state.ready.len() >= LINES_MAX {
            self.send(state);
        }
    }
}

impl State {
    fn push(&mut self, timestamp_ms: u64, text: String) {
        self.tail.extend_from_slice(text.as_bytes());
        self.tail.push(b'\n');
        if self.tail.len() > 2 * LOG_TAIL_BYTES_MAX {
            self.tail.drain(..self.tail.len() - LOG_TAIL_BYTES_MAX);
        }
        self.ready.push(LogLine { timestamp_ms, text });
    }
}
