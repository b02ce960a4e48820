//! Events from inside the house, which may wait a moment: many small batches share one sync.
//!
//! A function's log must not slow its invocation nor fight for the disk with the streams it reads. Such
//! events are acknowledged at once and written together every [`WAITING_MS`]. Whoever reads has them
//! written first, so what was seen is never lost. Invariants: batches are written in order of arrival; no
//! more than [`WAITING_BYTES_MAX`] wait, beyond that whoever puts them does. What the disk refuses is
//! dropped: nobody is left to be told.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::put::Batch;
use super::{Engine, EngineError, Result};
use crate::limits::{WAITING_BYTES_MAX, WAITING_MS};

/// What waits.
#[derive(Default)]
pub(super) struct Waiting {
    queue: Mutex<Queue>,
    /// Held while the queue is taken and written.
    writing: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Queue {
    batches: Vec<Batch>,
    bytes: usize,
    /// Whether a task is there that will write what waits.
    attended: bool,
}

impl Waiting {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Engine {
    /// Takes a batch to be written soon.
    pub(super) async fn put_waiting(self: &Arc<Self>, batch: Batch) -> Result<()> {
        let (full, attended) = {
            let mut queue = self.waiting.queue();
            queue.bytes += batch.bytes();
            queue.batches.push(batch);
            (queue.bytes > WAITING_BYTES_MAX, std::mem::replace(&mut queue.attended, true))
        };
        if !attended {
            tokio::spawn(Arc::clone(self).attend());
        }
        if full { self.flush().await } else { Ok(()) }
    }

    /// Writes what waits, again and again, until nothing does.
    async fn attend(self: Arc<Self>) {
        loop {
            tokio::time::sleep(Duration::from_millis(WAITING_MS)).await;
            // What the disk refuses is dropped, as the module says.
            let _ = self.write_waiting().await;
            let mut queue = self.waiting.queue();
            if queue.batches.is_empty() {
                queue.attended = false;
                return;
            }
        }
    }

    /// Makes durable and visible what waited at the call.
    pub async fn flush(self: &Arc<Self>) -> Result<()> {
        let engine = Arc::clone(self);
        // A task of its own: a caller that goes away must not take what waits with it.
        let written = tokio::spawn(async move { engine.write_waiting().await });
        written.await.unwrap_or(Err(EngineError::Storage(storage::StorageError::Closed)))
    }

    async fn write_waiting(&self) -> Result<()> {
        let _writing = self.waiting.writing.lock().await;
        let batches = {
            let mut queue = self.waiting.queue();
            queue.bytes = 0;
            std::mem::take(&mut queue.batches)
        };
        if batches.is_empty() {
            return Ok(());
        }
        let noted: Vec<_> = batches.iter().map(|batch| (batch.group, self.taps.note(batch))).collect();
        let written = self.store()?.write(move |store| {
            for batch in batches {
                match batch.write(store) {
                    // Its stream was deleted while it waited.
                    Ok(()) | Err(EngineError::NoStream) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok::<_, EngineError>(())
        });
        written.await??;
        noted.into_iter().for_each(|(group, noted)| self.tell(group, noted));
        Ok(())
    }
}
