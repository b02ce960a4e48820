//! Event source mappings: a task per shard reads a stream in order and hands batches to a function.

mod batch;
mod describe;
mod poller;
mod stored;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use kernel::Timestamp;
use tokio::task::JoinHandle;
use wire::Fault;

pub use describe::describe;
pub use stored::{Position, StoredMapping};

use crate::Lambda;
use crate::errors::unavailable;

type ById = BTreeMap<String, Arc<Mapping>>;

/// All mappings, in memory once they were first asked for.
#[derive(Default)]
pub struct Mappings {
    by_id: OnceLock<RwLock<ById>>,
}

/// One mapping.
pub struct Mapping {
    /// What is stored of it.
    pub stored: StoredMapping,
    /// What is going on, while it says so.
    pub transition: Transition,
    /// When that began.
    pub since: Timestamp,
    /// What came of the newest batch, in AWS's words.
    result: Mutex<String>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
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
    fn new(stored: StoredMapping, transition: Transition, since: Timestamp, result: String) -> Arc<Self> {
        Arc::new(Self { stored, transition, since, result: Mutex::new(result), tasks: Mutex::default() })
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

    /// Ends its tasks, wherever they stand: what they have not checkpointed is read again.
    fn stop(&self) {
        for task in self.tasks.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            task.abort();
        }
    }
}

impl Mappings {
    /// Ends all work.
    pub fn stop_all(&self) {
        let Some(by_id) = self.by_id.get() else { return };
        for mapping in by_id.read().unwrap_or_else(PoisonError::into_inner).values() {
            mapping.stop();
        }
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
            .scan_prefix(stored::PREFIX, &mut |_, bytes| match StoredMapping::decode(bytes) {
                Ok(stored) => {
                    let nothing_yet = "No records processed".to_owned();
                    let mapping = Mapping::new(stored, Transition::None, Timestamp(0), nothing_yet);
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
        let missing = || {
            let text = "The resource you requested does not exist.";
            Fault::with_status("ResourceNotFoundException", 404, text)
        };
        mappings.get(id).cloned().ok_or_else(missing)
    }

    /// All mappings, in order of id.
    pub(crate) fn mappings(&self) -> Result<Vec<Arc<Mapping>>, Fault> {
        let mappings = self.mappings_by_id()?.read().unwrap_or_else(PoisonError::into_inner);
        Ok(mappings.values().cloned().collect())
    }

    /// Stores `stored` as a new mapping, or in place of the one with its id, and lets it work if it may.
    pub(crate) async fn keep_mapping(
        &self,
        stored: StoredMapping,
        transition: Transition,
    ) -> Result<Arc<Mapping>, Fault> {
        let mappings = self.mappings_by_id()?;
        let (key, value) = (stored.key(), stored.encode());
        let kept = self.store().map_err(unavailable)?.write(move |store| {
            store.put(key, value);
            Ok::<_, Fault>(())
        });
        kept.await.map_err(unavailable)??;
        let before = {
            let mut mappings = mappings.write().unwrap_or_else(PoisonError::into_inner);
            let before = mappings.remove(&stored.id);
            let result = before.as_ref().map_or_else(|| "No records processed".to_owned(), |before| before.result());
            let mapping = Mapping::new(stored.clone(), transition, self.dispatch.clock().now(), result);
            mappings.insert(stored.id.clone(), mapping);
            before
        };
        if let Some(before) = before {
            before.stop();
        }
        let mapping = self.mapping(&stored.id)?;
        if mapping.stored.enabled {
            self.start_mapping(&mapping);
        }
        Ok(mapping)
    }

    /// Deletes a mapping and its checkpoints.
    pub(crate) async fn forget_mapping(&self, mapping: &Mapping) -> Result<(), Fault> {
        mapping.stop();
        let (key, checkpoints) = (mapping.stored.key(), stored::checkpoints(&mapping.stored.id));
        let gone = self.store().map_err(unavailable)?.write(move |store| {
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
        let mut mappings = self.mappings_by_id()?.write().unwrap_or_else(PoisonError::into_inner);
        mappings.remove(&mapping.stored.id);
        Ok(())
    }

    /// Lets every enabled mapping work on.
    pub(crate) async fn resume_mappings(&self) -> Result<(), Fault> {
        for mapping in self.mappings()?.iter().filter(|mapping| mapping.stored.enabled) {
            self.start_mapping(mapping);
        }
        Ok(())
    }

    fn start_mapping(&self, mapping: &Arc<Mapping>) {
        let task = tokio::spawn(poller::follow_stream(self.own(), Arc::clone(mapping)));
        mapping.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(task);
    }
}
