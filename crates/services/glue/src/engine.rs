//! The catalogue: what really happens. Knows no HTTP and no AWS error text.
//!
//! All is in one key-value store. Names of databases, tables and functions are folded to lower case before they are
//! looked up or stored. Invariants: a table is under its database's number and everything of a table under the
//! table's number, so that what is removed is gone at once, whatever was in it, and what was in it is found by a
//! tombstone and deleted by [`Engine::sweep`]; partitions lie in the order of their values.

mod connection;
mod count;
mod crawlers;
mod database;
mod error;
mod expression;
mod function;
mod index;
mod keys;
mod partition;
mod search;
mod statistics;
mod sweep;
mod table;
mod tags;
mod values;
mod version;

use std::ops::{Bound, ControlFlow};
use std::sync::OnceLock;

use bytes::Bytes;
use kernel::{SharedClock, Timestamp};
use storage::{Direction, KeyValue, StorageError, Transaction, Volume};

pub use connection::StoredConnection;
pub use crawlers::{CrawlerError, Cron, CronError, Outcome, StoredClassifier, StoredCrawl, StoredCrawler};
pub use database::StoredDatabase;
pub use error::EngineError;
pub use expression::{ExpressionError, Filter, Truth};
pub use function::StoredFunction;
pub use index::StoredIndex;
pub use keys::{DatabaseId, TableId};
pub use partition::{PartitionPage, PartitionQuery, StoredPartition};
pub use search::{Search, Term, property, time};
pub use statistics::Scope;
pub use table::{StoredTable, TableUpdate};

type Result<T> = std::result::Result<T, EngineError>;

/// All catalogues of all places.
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    store: OnceLock<KeyValue>,
}

impl Engine {
    /// An engine on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock) -> Self {
        Self { volume, clock, store: OnceLock::new() }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value("glue")?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Walks the pairs whose key begins with `prefix` and comes after `after`; the first error ends it.
    fn walk(
        &self,
        prefix: &[u8],
        after: Option<&[u8]>,
        direction: Direction,
        visit: &mut Visit,
    ) -> Result<()> {
        let (mut lower, mut upper) = (Bound::Included(prefix), Bound::Unbounded);
        let end = keys::end_of(prefix);
        if let Some(end) = &end {
            upper = Bound::Excluded(end.as_slice());
        }
        match (after, direction) {
            (Some(after), Direction::Forward) if after >= prefix => lower = Bound::Excluded(after),
            (Some(after), Direction::Reverse) => upper = Bound::Excluded(after),
            _ => {}
        }
        let mut failed = None;
        self.store()?.scan(lower, upper, direction, &mut |key, value| match visit(key, value) {
            Ok(flow) => flow,
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        })?;
        failed.map_or(Ok(()), Err)
    }

    /// The next up to `limit` of what `take` makes of the pairs under `prefix` after `after`, and whether there are
    /// more.
    fn page<T>(
        &self,
        prefix: &[u8],
        after: Option<&[u8]>,
        limit: usize,
        mut take: impl FnMut(&[u8]) -> Result<Option<T>>,
    ) -> Result<(Vec<T>, bool)> {
        let (mut taken, mut more) = (Vec::new(), false);
        self.walk(prefix, after, Direction::Forward, &mut |_, value| {
            if let Some(next) = take(value)? {
                more = taken.len() == limit;
                if more {
                    return Ok(ControlFlow::Break(()));
                }
                taken.push(next);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok((taken, more))
    }
}

/// Sees one stored pair.
type Visit<'a> = dyn FnMut(&[u8], &Bytes) -> Result<ControlFlow<()>> + 'a;

/// What pairs are read from: what is durable, or what a transaction sees.
trait Read {
    fn read(&self, key: &[u8]) -> std::result::Result<Option<Bytes>, StorageError>;
}

impl Read for KeyValue {
    fn read(&self, key: &[u8]) -> std::result::Result<Option<Bytes>, StorageError> {
        self.get(key)
    }
}

impl Read for Transaction {
    fn read(&self, key: &[u8]) -> std::result::Result<Option<Bytes>, StorageError> {
        self.get(key)
    }
}

/// A name as it is stored: in lower case, as Hive has names.
pub fn fold(name: &str) -> String {
    name.to_lowercase()
}

/// What is stored as JSON with a version, or that it cannot be read.
fn decode<S: wire::Shape>(bytes: &[u8], what: &str, version: impl Fn(&S) -> i32) -> Result<S> {
    let stored: S =
        wire::from_json(bytes).map_err(|error| EngineError::Corrupt(format!("{what}: {error}")))?;
    match version(&stored) {
        VERSION => Ok(stored),
        other => {
            Err(EngineError::Corrupt(format!("{what} has version {other}, which this program does not know")))
        }
    }
}

/// The version of every record of the catalogue.
const VERSION: i32 = 1;
