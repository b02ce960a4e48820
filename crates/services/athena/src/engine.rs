//! Workgroups, saved queries, and what became of queries. Knows no HTTP and no AWS error text.
//!
//! All is in one key-value store. Invariants: a query that has not ended has a mark of its own, so that a restart
//! finds it; what one query is stored under comes and goes in one transaction; names are unique in their workgroup.

mod error;
mod executions;
mod history;
mod keys;
mod named_queries;
mod prepared;
mod prepared_statements;
pub mod sql;
mod stored;
mod tags;
mod work_groups;

use std::ops::{Bound, ControlFlow};
use std::sync::OnceLock;

use kernel::{Place, SharedClock, SharedRandom, Timestamp};
use storage::{Direction, KeyValue, Transaction, Volume};

pub use error::EngineError;
pub use executions::NewExecution;
pub use keys::PRIMARY;
pub use prepared::{Prepared, read_prepared};
pub use stored::{
    ResultForm, StoredExecution, StoredNamedQuery, StoredResult, StoredStatement, StoredWorkGroup,
};

type Result<T> = std::result::Result<T, EngineError>;

/// What is kept, of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    store: OnceLock<KeyValue>,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock, random: SharedRandom) -> Self {
        Self { volume, clock, random, store: OnceLock::new() }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value("athena")?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// Whether anything was ever kept here.
    pub fn is_used(&self) -> Result<bool> {
        Ok(self.volume.has_key_value("athena")?)
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new id, a UUID.
    pub fn id(&self) -> String {
        self.random.uuid()
    }

    /// Runs `work` on the store; durable when it answers.
    async fn write<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Transaction) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.store()?.write(work).await?
    }

    /// Walks the pairs whose key begins with `prefix` and comes after `after`; the first error ends it.
    fn walk(&self, prefix: &[u8], after: Option<&[u8]>, visit: &mut Visit) -> Result<()> {
        let lower = match after {
            Some(after) if after >= prefix => Bound::Excluded(after),
            _ => Bound::Included(prefix),
        };
        let mut failed = None;
        self.store()?.scan(lower, Bound::Unbounded, Direction::Forward, &mut |key, value| {
            if !key.starts_with(prefix) {
                return ControlFlow::Break(());
            }
            visit(key, value).unwrap_or_else(|error| {
                failed = Some(error);
                ControlFlow::Break(())
            })
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// The parts of keys after `prefix`, after `after`, at most `most`; and whether there are more.
    fn names(&self, prefix: &[u8], after: Option<&str>, most: usize) -> Result<(Vec<String>, bool)> {
        let after = after.map(|after| [prefix, after.as_bytes()].concat());
        let (mut names, mut more) = (Vec::new(), false);
        self.walk(prefix, after.as_deref(), &mut |key, _| {
            more = names.len() == most;
            if more {
                return Ok(ControlFlow::Break(()));
            }
            names.push(keys::text(&key[prefix.len()..])?.to_owned());
            Ok(ControlFlow::Continue(()))
        })?;
        Ok((names, more))
    }
}

/// Sees one stored pair.
type Visit<'a> = dyn FnMut(&[u8], &bytes::Bytes) -> Result<ControlFlow<()>> + 'a;

/// A page of things, and whether there are more after it.
pub struct Listed<T> {
    /// The things.
    pub items: Vec<T>,
    /// What to give as `after` for the next page.
    pub next: Option<String>,
}

/// Whether a workgroup is there, in a transaction; `primary` always is.
fn require_work_group(store: &Transaction, place: &Place, name: &str) -> Result<StoredWorkGroup> {
    match store.get(&keys::work_group(place, name))? {
        Some(bytes) => StoredWorkGroup::decode(&bytes),
        None if name == PRIMARY => Ok(StoredWorkGroup::primary()),
        None => Err(EngineError::NoWorkGroup),
    }
}
