//! The one thread that writes and syncs all logs of a volume. It starts at the first append.
//!
//! It first writes what is queued on every log, then syncs each: the first sync often carries the file
//! system's bookkeeping of the others with it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::{Inner, append};
use crate::StorageError;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Committer {
    state: Mutex<State>,
    work: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Logs with something queued.
    waiting: Vec<Arc<Inner>>,
    thread: Option<JoinHandle<()>>,
    closing: bool,
}

impl Committer {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that `log` has something queued.
    pub(super) fn announce(self: &Arc<Self>, log: &Arc<Inner>) -> Result<(), StorageError> {
        let mut state = self.state();
        if state.closing {
            return Err(StorageError::Closed);
        }
        if state.thread.is_none() {
            let committer = self.clone();
            let thread = std::thread::Builder::new().name("log committer".into());
            let thread = thread.spawn(move || committer.run());
            state.thread = Some(thread.map_err(StorageError::io("start the committer of", "log"))?);
        }
        state.waiting.push(log.clone());
        self.work.notify_one();
        Ok(())
    }

    fn run(&self) {
        loop {
            let logs = {
                let mut state = self.state();
                while state.waiting.is_empty() && !state.closing {
                    state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                std::mem::take(&mut state.waiting)
            };
            if logs.is_empty() {
                return;
            }
            let written: Vec<_> = logs.iter().map(|log| append::write_group(log)).collect();
            for (log, written) in logs.iter().zip(written) {
                if let Some(written) = written {
                    append::sync_group(log, written);
                }
            }
            let more = logs.into_iter().filter(|log| append::has_more(log));
            self.state().waiting.extend(more);
        }
    }

    /// Has the thread end once nothing is queued, and waits for that.
    pub fn close(&self) {
        let thread = {
            let mut state = self.state();
            state.closing = true;
            self.work.notify_one();
            state.thread.take()
        };
        if let Some(thread) = thread {
            // A committer that panicked has answered nothing more; tickets answer Closed.
            let _ = thread.join();
        }
    }
}
