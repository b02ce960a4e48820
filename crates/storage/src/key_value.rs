//! The ordered key-value store: serial write transactions, one sync for a whole group of them.
//!
//! A writer thread takes what is queued, runs each closure against the newest state, gathers the writes
//! of all over it, appends them as one record to a journal, syncs once, merges them into the published
//! state, in place unless a reader holds it, and answers. Readers never wait for a sync:
//! they take a [`Snapshot`](snapshot::Snapshot), a few reference counts, and see only durable state.
//! Invariants: keys ascend bytewise; a group is kept whole or not at all; writes are in call order.
//! Lacks: concurrent writers (by design), per-key expiry, secondary indexes (a service keeps its own).

mod checkpoint;
mod key;
mod merge;
mod ordered_map;
mod record;
mod recovery;
mod snapshot;
mod transaction;
mod tree;
mod writer;

use std::ops::{Bound, ControlFlow};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use bytes::Bytes;
use tokio::sync::mpsc;

use crate::disk::Disk;
use crate::{StorageError, Ticket};
pub use checkpoint::Tuning;
pub use snapshot::Direction;
use snapshot::{Snapshot, end_of_prefix};
pub use transaction::Transaction;
use transaction::Writes;
use writer::{Job, Writer};

/// Most write calls that wait in a store's queue.
const QUEUE_CALLS_MAX: usize = 1024;
/// Groups of up to so many writes change the published map in place, which readers wait for: about
/// 0.2 ms. Nodes that a reader holds are copied first; larger groups change a copy of all they touch.
const IN_PLACE_MAX: usize = 256;

/// An ordered store of byte keys and values. Cheap to clone; all clones are the same store.
#[derive(Clone, Debug)]
pub struct KeyValue(Arc<Handle>);

#[derive(Debug)]
struct Handle {
    shared: Arc<Shared>,
    stage: Mutex<Stage>,
}

/// What readers and the writer share.
#[derive(Debug)]
struct Shared {
    name: String,
    published: RwLock<Snapshot>,
    /// Whether the volume is being closed in good order.
    closing: AtomicBool,
    epilogue: Mutex<Option<Attached>>,
}

/// Something that writes at the end of every group of writes, so that what it writes costs once for all of them.
pub trait Epilogue: Send + Sync {
    /// Writes, in the group's own transaction. Must not panic and must not block.
    fn write(&self, store: &mut Transaction);

    /// Whether the group, and with it what was written, is durable. Before anybody is answered.
    fn settle(&self, is_durable: bool);
}

/// The epilogue of a store.
struct Attached(Arc<dyn Epilogue>);

impl std::fmt::Debug for Attached {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Epilogue")
    }
}

impl Shared {
    fn snapshot(&self) -> Snapshot {
        self.published.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What writes at the end of each group.
    fn epilogue(&self) -> Option<Arc<dyn Epilogue>> {
        let attached = self.epilogue.lock().unwrap_or_else(PoisonError::into_inner);
        attached.as_ref().map(|attached| attached.0.clone())
    }

    fn publish(&self, change: impl FnOnce(&mut Snapshot)) {
        change(&mut self.published.write().unwrap_or_else(PoisonError::into_inner));
    }

    /// Shows a durable group to readers. Only the writer calls it.
    fn show(&self, writes: Writes) {
        if writes.len() <= IN_PLACE_MAX {
            return self.publish(|snapshot| snapshot.extend(writes));
        }
        let mut next = self.snapshot();
        next.extend(writes);
        // A checkpoint may have ended meanwhile, so only the layer that is ours is shown.
        self.publish(|snapshot| std::mem::swap(&mut snapshot.active, &mut next.active));
    }
}

/// The life of the writer thread: it starts at the first write.
#[derive(Debug)]
enum Stage {
    Idle(Box<Writer>),
    Running(mpsc::Sender<Job>, JoinHandle<()>),
    Closed,
}

impl Drop for Handle {
    fn drop(&mut self) {
        // Not closed: what is queued is still written, then the disk is let go as after a crash.
        let stage = self.stage.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Stage::Running(sender, thread) = std::mem::replace(stage, Stage::Closed) {
            drop(sender);
            join(thread);
        }
    }
}

/// Waits for a writer to end, unless it is the one that asks: it may hold the last handle in a closure.
fn join(thread: JoinHandle<()>) {
    if thread.thread().id() != std::thread::current().id() {
        // A writer that panicked has nothing more to save.
        let _ = thread.join();
    }
}

impl KeyValue {
    /// A store that lives in memory alone.
    pub(crate) fn memory(name: &str) -> Self {
        Self::new(name, Snapshot::default(), None)
    }

    /// Opens the store in `directory`, which need not exist.
    pub(crate) fn open(
        name: &str,
        disk: Arc<dyn Disk>,
        directory: String,
        tuning: Tuning,
    ) -> Result<Self, StorageError> {
        let (snapshot, durable) = recovery::open(disk, directory, tuning)?;
        Ok(Self::new(name, snapshot, Some(durable)))
    }

    fn new(name: &str, snapshot: Snapshot, durable: Option<writer::Durable>) -> Self {
        let shared = Arc::new(Shared {
            name: name.to_owned(),
            published: RwLock::new(snapshot),
            closing: AtomicBool::new(false),
            epilogue: Mutex::default(),
        });
        let writer = Box::new(Writer::new(shared.clone(), durable));
        Self(Arc::new(Handle { shared, stage: Mutex::new(Stage::Idle(writer)) }))
    }

    /// Has `epilogue` write at the end of every group from now on. A store has one at most: the last.
    pub fn attach(&self, epilogue: Arc<dyn Epilogue>) {
        *self.0.shared.epilogue.lock().unwrap_or_else(PoisonError::into_inner) = Some(Attached(epilogue));
    }

    /// The durable value of `key`.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        self.0.shared.snapshot().get(key)
    }

    /// Visits the pairs between the bounds in key order, or against it, until `visit` breaks. All pairs
    /// are of one consistent, durable state; writes go on meanwhile.
    pub fn scan(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        direction: Direction,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        self.0.shared.snapshot().scan(lower, upper, direction, visit)
    }

    /// Visits, in key order, the pairs whose key starts with `prefix`, until `visit` breaks.
    pub fn scan_prefix(
        &self,
        prefix: &[u8],
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        let end = end_of_prefix(prefix);
        let upper = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        self.scan(Bound::Included(prefix), upper, Direction::Forward, visit)
    }

    /// Runs `work` on the store's one writer thread, after every earlier write and before every later
    /// one. Its result is answered once its writes are durable; if it answers Err, they are discarded.
    /// Waits while the queue (1024 calls) is full. `work` must not panic and must not block.
    pub async fn write<R: Send + 'static, E: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Transaction) -> Result<R, E> + Send + 'static,
    ) -> Result<Result<R, E>, StorageError> {
        let (receipt, ticket) = Ticket::new();
        let sender = self.sender()?;
        sender.send(writer::job(work, receipt)).await.map_err(|_| StorageError::Closed)?;
        ticket.await
    }

    /// As [`Self::write`], but queues at once, in call order, and answers a ticket. The ticket answers
    /// Throttled if the queue (1024 calls) is full.
    pub fn submit<R: Send + 'static, E: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Transaction) -> Result<R, E> + Send + 'static,
    ) -> Ticket<Result<R, E>> {
        let (receipt, ticket) = Ticket::new();
        let sent = self.sender().and_then(|sender| {
            sender.try_send(writer::job(work, receipt)).map_err(|refusal| match refusal {
                mpsc::error::TrySendError::Full(_) => {
                    StorageError::Throttled { store: self.0.shared.name.clone(), limit: QUEUE_CALLS_MAX }
                }
                mpsc::error::TrySendError::Closed(_) => StorageError::Closed,
            })
        });
        match sent {
            Ok(()) => ticket,
            Err(error) => Ticket::ready(Err(error)),
        }
    }

    fn sender(&self) -> Result<mpsc::Sender<Job>, StorageError> {
        let mut stage = self.0.stage.lock().unwrap_or_else(PoisonError::into_inner);
        match std::mem::replace(&mut *stage, Stage::Closed) {
            Stage::Closed => Err(StorageError::Closed),
            Stage::Running(sender, thread) => {
                *stage = Stage::Running(sender.clone(), thread);
                Ok(sender)
            }
            Stage::Idle(writer) => {
                let (sender, queue) = mpsc::channel(QUEUE_CALLS_MAX);
                let thread = std::thread::Builder::new()
                    .name(format!("kv {}", self.0.shared.name))
                    .spawn(move || writer.run(queue))
                    .map_err(StorageError::io("start the writer of", &self.0.shared.name))?;
                *stage = Stage::Running(sender.clone(), thread);
                Ok(sender)
            }
        }
    }

    /// Writes what is queued, stops the writer. Blocks; later writes answer Closed.
    pub(crate) fn close(&self) {
        let stage = {
            let mut stage = self.0.stage.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *stage, Stage::Closed)
        };
        match stage {
            Stage::Closed => {}
            Stage::Idle(writer) => writer.finish(),
            Stage::Running(sender, thread) => {
                self.0.shared.closing.store(true, Ordering::Release);
                drop(sender);
                join(thread);
            }
        }
    }
}
