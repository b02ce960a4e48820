//! Queues and messages: what really happens. Knows no HTTP and no AWS error text.
//!
//! All is in one key-value store: descriptions of queues; of each message what it says, and apart from that where it
//! stands. Of every queue that was used since the start, where its messages stand is in memory too ([`backlog`]),
//! and that decides. Invariants: a message is answered as sent when it is on the disk, and as deleted when it is gone
//! from there; a transaction writes both records of a message or neither; messages of a removed queue are found by a
//! tombstone and deleted by [`Engine::sweep`]. A receive is written without being waited for: lost in a crash, the
//! message is seen again.

mod backlog;
mod content;
mod digest;
mod error;
mod groups;
mod keys;
mod policy;
mod purge;
mod queue;
mod receipt;
mod receive;
mod record;
mod remove;
mod send;
mod settings;
mod state;
mod sweep;
mod task;
mod transfer;

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use dispatch::Stop;
use kernel::{Arn, Place, SharedClock, SharedRandom, Timestamp};
use storage::{Direction, KeyValue, Volume};

pub use backlog::Counts;
pub use content::{Attribute, Content};
pub use digest::{digest_of_attributes, digest_of_system_attributes, digest_of_text, hash_of_content};
pub use error::EngineError;
pub use keys::QueueId;
pub use policy::{Asking, QueuePolicy, with_permission, without_permission};
pub use queue::Queue;
pub use receipt::Receipt;
pub use receive::{Receive, Received};
pub use record::StoredQueue;
pub use send::{NewMessage, Sent};
pub use settings::{Attributes, Redrive, RedriveAllow, SettingError, Settings, changed, effective};
pub use task::{StoredTask, TaskStatus};

use backlog::Backlog;
use state::{Entry, Stage};

type Result<T> = std::result::Result<T, EngineError>;

/// All queues of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    store: OnceLock<KeyValue>,
    /// Queues that were used, by the key of their record.
    queues: RwLock<HashMap<Vec<u8>, Arc<Queue>>>,
    /// Held while a queue is opened, made or removed.
    opening: tokio::sync::Mutex<()>,
    /// What tells running tasks to end, by the queue they take messages from.
    tasks: Mutex<HashMap<QueueId, Arc<Stop>>>,
}

impl Engine {
    /// The queues that were used since the start.
    pub fn used_queues(&self) -> Vec<Arc<Queue>> {
        self.queues.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock, random: SharedRandom) -> Self {
        Self {
            volume,
            clock,
            random,
            store: OnceLock::new(),
            queues: RwLock::default(),
            opening: tokio::sync::Mutex::default(),
            tasks: Mutex::default(),
        }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value("sqs")?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// Whether there was ever a queue.
    pub fn is_used(&self) -> Result<bool> {
        Ok(self.volume.has_key_value("sqs")?)
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn known(&self, key: &[u8]) -> Option<Arc<Queue>> {
        self.queues.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: Vec<u8>, queue: &Arc<Queue>) {
        self.queues.write().unwrap_or_else(PoisonError::into_inner).insert(key, queue.clone());
    }

    /// The queue called `name`. Where its messages stand is read at first use.
    pub async fn find(&self, place: &Place, name: &str) -> Result<Arc<Queue>> {
        let key = keys::queue(place, name);
        if let Some(queue) = self.known(&key) {
            return Ok(queue);
        }
        let _opening = self.opening.lock().await;
        if let Some(queue) = self.known(&key) {
            return Ok(queue);
        }
        let store = self.store()?.clone();
        let stored = StoredQueue::decode(&store.get(&key)?.ok_or(EngineError::NoQueue)?)?;
        let (id, fifo) = (stored.id(), Settings::of(&stored.attributes).fifo);
        let reading = tokio::task::spawn_blocking(move || read_backlog(&store, id, fifo));
        let backlog = reading.await.map_err(|_| EngineError::Ending)??;
        let queue = Arc::new(Queue::new(place.clone(), stored, backlog));
        self.keep(key, &queue);
        Ok(queue)
    }

    /// The queue that `arn` names, in its own place.
    pub async fn find_arn(&self, arn: &str) -> Result<Arc<Queue>> {
        let (place, name) = place_of(arn).ok_or(EngineError::NoQueue)?;
        self.find(&place, &name).await
    }

    /// Shows the queues of `place` whose name begins with `prefix` and comes after `after`, in order of name, until
    /// `visit` breaks.
    pub fn queues(
        &self,
        place: &Place,
        prefix: &str,
        after: Option<&str>,
        mut visit: impl FnMut(StoredQueue) -> ControlFlow<()>,
    ) -> Result<()> {
        let prefix = keys::queue(place, prefix);
        let after = after.map(|name| keys::queue(place, name));
        let lower = match after.as_deref() {
            Some(after) if after >= prefix.as_slice() => Bound::Excluded(after),
            _ => Bound::Included(prefix.as_slice()),
        };
        let mut failed = None;
        self.store()?.scan(lower, Bound::Unbounded, Direction::Forward, &mut |key, value| {
            if !key.starts_with(&prefix) {
                return ControlFlow::Break(());
            }
            StoredQueue::decode(value).map(&mut visit).unwrap_or_else(|error| {
                failed = Some(error);
                ControlFlow::Break(())
            })
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// Makes a queue, or answers the one that is there if all that is `given` is as it has it.
    pub async fn create(
        &self,
        place: &Place,
        given: &Attributes,
        mut new: StoredQueue,
    ) -> Result<Arc<Queue>> {
        let key = keys::queue(place, &new.name);
        match self.find(place, &new.name).await {
            Err(EngineError::NoQueue) => {}
            Err(error) => return Err(error),
            Ok(queue) => return same(queue, given, &new),
        }
        let opening = self.opening.lock().await;
        let (resting, now) = (keys::resting(place, &new.name), self.now());
        let written = key.clone();
        let made = self.store()?.write(move |store| {
            if store.get(&written)?.is_some() {
                return Ok(None);
            }
            if let Some(bytes) = store.get(&resting)? {
                if now.0 < keys::last_number(&bytes)?.saturating_add(crate::limits::NAME_REST_MS) {
                    return Err(EngineError::DeletedRecently);
                }
                store.delete(&resting);
            }
            new.number = keys::take_number(store)?.0 as i64;
            store.put(written, new.encode());
            Ok(Some(new))
        });
        match made.await?? {
            Some(stored) => {
                let fifo = Settings::of(&stored.attributes).fifo;
                let queue =
                    Arc::new(Queue::new(place.clone(), stored, Backlog::new(fifo, BTreeMap::new(), 0)));
                self.keep(key, &queue);
                Ok(queue)
            }
            None => {
                // Somebody else made it meanwhile; what they asked for is not known to be the same.
                drop(opening);
                let name = key.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
                let name = String::from_utf8_lossy(name).into_owned();
                let queue = self.find(place, &name).await?;
                let stored = StoredQueue::new(
                    name,
                    now,
                    changed(&Attributes::new(), given, queue.settings().fifo, true)?,
                    BTreeMap::new(),
                );
                same(queue, given, &stored)
            }
        }
    }

    /// Changes what is stored of a queue; what `change` refuses is left as it was.
    pub async fn change(
        &self,
        queue: &Queue,
        change: impl FnOnce(&mut StoredQueue) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let (key, id) = (keys::queue(&queue.place, &queue.name), queue.id);
        let changed = self.store()?.write(move |store| {
            let mut stored = StoredQueue::decode(&store.get(&key)?.ok_or(EngineError::NoQueue)?)?;
            if stored.id() != id {
                return Err(EngineError::NoQueue);
            }
            change(&mut stored)?;
            stored.revision += 1;
            store.put(key, stored.encode());
            Ok(stored)
        });
        queue.describe(changed.await??);
        // A shorter retention, a longer wait: whoever waits looks anew.
        queue.arrivals.notify_one();
        Ok(())
    }

    /// Removes a queue; its messages follow in a sweep.
    pub async fn remove_queue(&self, queue: &Queue) -> Result<()> {
        let _opening = self.opening.lock().await;
        let key = keys::queue(&queue.place, &queue.name);
        let (resting, now, id) = (keys::resting(&queue.place, &queue.name), self.now(), queue.id);
        let removed_key = key.clone();
        let removed = self.store()?.write(move |store| {
            let stored = StoredQueue::decode(&store.get(&removed_key)?.ok_or(EngineError::NoQueue)?)?;
            if stored.id() != id {
                return Err(EngineError::NoQueue);
            }
            store.delete(&removed_key);
            store.put(resting, now.0.to_be_bytes().to_vec());
            store.put(keys::removed(id), Vec::new());
            Ok(())
        });
        removed.await??;
        self.queues.write().unwrap_or_else(PoisonError::into_inner).remove(&key);
        queue.end();
        Ok(())
    }

    /// Carries out `work` to its end, even if the caller hangs up.
    async fn to_its_end<T: Send + 'static>(
        work: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        tokio::spawn(work).await.unwrap_or(Err(EngineError::Ending))
    }
}

/// `queue`, if all that is `given` is as it has it.
fn same(queue: Arc<Queue>, given: &Attributes, asked: &StoredQueue) -> Result<Arc<Queue>> {
    let described = queue.described();
    let (has, wants) = (effective(&described.stored.attributes), effective(&asked.attributes));
    let other = given.keys().find(|name| has.get(*name) != wants.get(*name));
    match other {
        Some(attribute) => Err(EngineError::QueueExists { attribute: attribute.clone() }),
        None => Ok(queue),
    }
}

/// Where the messages of a queue stand, from the disk.
fn read_backlog(store: &KeyValue, id: QueueId, fifo: bool) -> Result<Backlog> {
    let mut entries = BTreeMap::new();
    let mut failed = None;
    store.scan_prefix(&keys::of_queue(b'm', id), &mut |key, value| match keys::last_number(key)
        .and_then(|number| Ok((number, Entry::decode(value)?)))
    {
        Ok((number, entry)) => {
            entries.insert(number, entry);
            ControlFlow::Continue(())
        }
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    let ceiling = store.get(&keys::ceiling(id))?.map_or(Ok(0), |bytes| keys::last_number(&bytes))?;
    Ok(Backlog::new(fifo, entries, ceiling))
}

/// The place and name of the queue that `arn` names.
pub fn place_of(arn: &str) -> Option<(Place, String)> {
    let arn = Arn::parse(arn).ok().filter(|arn| arn.service() == "sqs")?;
    let account = kernel::AccountId::parse(arn.account())?;
    let region = kernel::Region::parse(arn.region())?;
    Some((Place { account, region }, arn.resource().to_owned()))
}
