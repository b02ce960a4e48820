//! Event source mappings: a task per shard reads a stream in order and hands batches to a function; one per queue
//! receives messages and hands batches over side by side.
//!
//! Changes are made one after the other, each to its end whether or not its caller still waits. A mapping
//! that is changed or ended lets the invocation under way come to its end and be noted, and only then does
//! its next state begin: two batches of a shard are never at work at once.

mod batch;
mod describe;
mod filter;
mod follower;
mod poller;
mod queue;
mod source;
mod stored;

use dispatch::{Stop, Stopped};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use kernel::Timestamp;
use tokio::sync::{Mutex as ChangeMutex, OwnedMutexGuard};
use tokio::task::JoinHandle;
use wire::Fault;

pub use describe::describe;
pub use filter::Filter;
pub use queue::QueueSource;
pub use source::{Begin, Source};
pub use stored::{Position, StoredMapping};

use crate::Lambda;
use crate::errors::{mapping_not_found, unavailable};

/// Iterators by shard.
pub type Beginnings = BTreeMap<String, String>;

type ById = BTreeMap<String, Arc<Mapping>>;

/// All mappings, in memory once they were first asked for.
#[derive(Default)]
pub struct Mappings {
    by_id: OnceLock<RwLock<ById>>,
    changing: Arc<ChangeMutex<()>>,
}

/// The right to change mappings, from looking at what is there to storing what shall be.
pub struct Changing(#[expect(dead_code, reason = "held, not looked at")] OwnedMutexGuard<()>);

/// One mapping.
pub struct Mapping {
    /// What is stored of it.
    pub stored: StoredMapping,
    /// Which records it hands over.
    filter: Filter,
    /// Iterators by shard that were taken when it was made, for where it begins.
    beginnings: Mutex<Beginnings>,
    /// What is going on, while it says so.
    pub transition: Transition,
    /// When that began.
    pub since: Timestamp,
    /// What came of the newest batch, in AWS's words.
    result: Mutex<String>,
    stop: Stop,
    /// Its work, after that of the state before it.
    task: Mutex<Option<JoinHandle<()>>>,
}

/// What a mapping says for a while after it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// It was made.
    Creating,
    /// It was switched on.
    Enabling,
    /// It was switched off.
    Disabling,
    /// It was changed otherwise.
    Updating,
    /// Nothing: it was there when the server started.
    None,
}

impl Mapping {
    /// The mapping, or what is wrong with what is stored of it.
    fn new(
        stored: StoredMapping,
        transition: Transition,
        since: Timestamp,
        result: String,
    ) -> Result<Arc<Self>, String> {
        let filter = Filter::parse(stored.filters.as_deref().unwrap_or_default());
        Ok(Arc::new(Self {
            filter: filter.map_err(|error| error.to_string())?,
            stored,
            beginnings: Mutex::default(),
            transition,
            since,
            result: Mutex::new(result),
            stop: Stop::default(),
            task: Mutex::default(),
        }))
    }

    /// Where it begins in `shard`, if an iterator was taken; but once.
    fn take_beginning(&self, shard: &str) -> Option<String> {
        self.beginnings.lock().unwrap_or_else(PoisonError::into_inner).remove(shard)
    }

    /// What came of the newest batch.
    pub fn result(&self) -> String {
        self.result.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_result(&self, text: &str) {
        let mut result = self.result.lock().unwrap_or_else(PoisonError::into_inner);
        if *result != text {
            text.clone_into(&mut result);
        }
    }

    /// Lets its work end: after the invocation under way, where there is one.
    fn stop(&self) {
        self.stop.set();
    }

    /// Tells whether it is being stopped.
    fn stopped(&self) -> Stopped {
        self.stop.watch()
    }

    fn take_task(&self) -> Option<JoinHandle<()>> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl Mappings {
    /// Lets all work end.
    pub fn stop_all(&self) {
        self.all().iter().for_each(|mapping| mapping.stop());
    }

    /// Waits until what was stopped has ended.
    pub async fn all_ended(&self) {
        for task in self.all().iter().filter_map(|mapping| mapping.take_task()) {
            // A task that panicked has ended as well.
            let _ = task.await;
        }
    }

    fn all(&self) -> Vec<Arc<Mapping>> {
        let Some(by_id) = self.by_id.get() else { return Vec::new() };
        by_id.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}

impl Lambda {
    fn mappings_by_id(&self) -> Result<&RwLock<ById>, Fault> {
        if let Some(mappings) = self.mappings.by_id.get() {
            return Ok(mappings);
        }
        let mut found = ById::new();
        let mut damaged = None;
        let store = self.store().map_err(unavailable)?;
        store
            .scan_prefix(stored::PREFIX, &mut |_, bytes| match restored(bytes) {
                Ok(mapping) => {
                    found.insert(mapping.stored.id.clone(), mapping);
                    ControlFlow::Continue(())
                }
                Err(reason) => {
                    damaged = Some(reason);
                    ControlFlow::Break(())
                }
            })
            .map_err(unavailable)?;
        match damaged {
            Some(reason) => Err(Fault::internal(format!("a stored mapping is damaged: {reason}"))),
            None => Ok(self.mappings.by_id.get_or_init(|| RwLock::new(found))),
        }
    }

    /// The mapping with this id.
    pub(crate) fn mapping(&self, id: &str) -> Result<Arc<Mapping>, Fault> {
        let mappings = self.mappings_by_id()?.read().unwrap_or_else(PoisonError::into_inner);
        mappings.get(id).cloned().ok_or_else(mapping_not_found)
    }

    /// All mappings, in order of id.
    pub(crate) fn mappings(&self) -> Result<Vec<Arc<Mapping>>, Fault> {
        let mappings = self.mappings_by_id()?.read().unwrap_or_else(PoisonError::into_inner);
        Ok(mappings.values().cloned().collect())
    }

    /// Waits for the right to change mappings.
    pub(crate) async fn changing_mappings(&self) -> Changing {
        Changing(Arc::clone(&self.mappings.changing).lock_owned().await)
    }

    /// Stores `stored` as a new mapping, or in place of the one with its id, and lets it work if it may: from
    /// `beginnings`, where it has such.
    pub(crate) async fn keep_mapping(
        &self,
        changing: Changing,
        stored: StoredMapping,
        transition: Transition,
        beginnings: Beginnings,
    ) -> Result<Arc<Mapping>, Fault> {
        self.to_its_end(move |lambda| async move {
            let mappings = lambda.mappings_by_id()?;
            lambda.put(stored.key(), stored.encode()).await?;
            let (mapping, before) = {
                let mut mappings = mappings.write().unwrap_or_else(PoisonError::into_inner);
                let before = mappings.remove(&stored.id);
                let result = before
                    .as_ref()
                    .map_or_else(|| "No records processed".to_owned(), |before| before.result());
                let now = lambda.dispatch.clock().now();
                let mapping = Mapping::new(stored, transition, now, result).map_err(Fault::internal)?;
                *mapping.beginnings.lock().unwrap_or_else(PoisonError::into_inner) = beginnings;
                mappings.insert(mapping.stored.id.clone(), Arc::clone(&mapping));
                (mapping, before)
            };
            let before = before.and_then(|before| {
                before.stop();
                before.take_task()
            });
            lambda.start_mapping(&mapping, before);
            drop(changing);
            Ok(mapping)
        })
        .await
    }

    /// Deletes a mapping and its checkpoints.
    pub(crate) async fn forget_mapping(
        &self,
        changing: Changing,
        mapping: &Arc<Mapping>,
    ) -> Result<(), Fault> {
        let mapping = Arc::clone(mapping);
        self.to_its_end(move |lambda| async move {
            mapping.stop();
            let (key, checkpoints) = (mapping.stored.key(), stored::checkpoints(&mapping.stored.id));
            let gone = lambda.store().map_err(unavailable)?.write(move |store| {
                let mut keys = vec![key];
                store
                    .scan_prefix(&checkpoints, &mut |key, _| {
                        keys.push(key.to_vec());
                        ControlFlow::Continue(())
                    })
                    .map_err(unavailable)?;
                for key in keys {
                    store.delete(&key);
                }
                Ok::<_, Fault>(())
            });
            gone.await.map_err(unavailable)??;
            let mut mappings = lambda.mappings_by_id()?.write().unwrap_or_else(PoisonError::into_inner);
            mappings.remove(&mapping.stored.id);
            drop(changing);
            Ok(())
        })
        .await
    }

    /// Stores that the mapping is done with `shard` up to the record `number`, unless it is deleted.
    async fn checkpoint(&self, mapping: &Mapping, shard: &str, number: &str) -> Result<(), Fault> {
        let (owner, key) = (mapping.stored.key(), stored::checkpoint(&mapping.stored.id, shard));
        let value = number.as_bytes().to_vec();
        let kept = self.store().map_err(unavailable)?.write(move |store| {
            if store.get(&owner).map_err(unavailable)?.is_some() {
                store.put(key, value);
            }
            Ok::<_, Fault>(())
        });
        kept.await.map_err(unavailable)?
    }

    /// The number that [`Self::checkpoint`] stored last.
    fn checkpoint_of(&self, mapping: &Mapping, shard: &str) -> Result<Option<String>, Fault> {
        let key = stored::checkpoint(&mapping.stored.id, shard);
        let bytes = self.store().and_then(|store| store.get(&key)).map_err(unavailable)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Lets every enabled mapping work on.
    pub(crate) fn resume_mappings(&self) -> Result<(), Fault> {
        for mapping in self.mappings()? {
            self.start_mapping(&mapping, None);
        }
        Ok(())
    }

    /// Starts the mapping's work, unless it has begun, once the work of its state `before` has ended.
    fn start_mapping(&self, mapping: &Arc<Mapping>, before: Option<JoinHandle<()>>) {
        let mut task = mapping.task.lock().unwrap_or_else(PoisonError::into_inner);
        let enabled = mapping.stored.enabled;
        if task.is_some() || (before.is_none() && !enabled) {
            return;
        }
        let (lambda, mapping) = (self.own(), Arc::clone(mapping));
        *task = Some(tokio::spawn(async move {
            if let Some(before) = before {
                // One that panicked has ended as well.
                let _ = before.await;
            }
            match mapping.stored.queue() {
                _ if !enabled => {}
                Some(queue) => queue::drain(lambda, mapping, queue).await,
                None => poller::follow_stream(lambda, mapping).await,
            }
        }));
    }
}

/// The mapping in stored bytes, as it is after a start.
fn restored(bytes: &[u8]) -> Result<Arc<Mapping>, String> {
    let nothing_yet = "No records processed".to_owned();
    Mapping::new(StoredMapping::decode(bytes)?, Transition::None, Timestamp(0), nothing_yet)
}
