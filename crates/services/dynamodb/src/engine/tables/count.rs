//! How many items a table or an index has, and how large they are together.
//!
//! Small ones are counted when asked for. Of larger ones the last count is answered and another begun in the
//! background, if the last is old enough for the work it was; counts are forgotten when the server stops.

use std::collections::HashMap;
use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::Timestamp;
use storage::Direction;

use crate::engine::key::{IndexId, KeyRange, Keyspace, TableId};
use crate::engine::size::item_bytes;
use crate::engine::{Engine, EngineError, Result, codec};
use crate::limits::{COUNT_INTERVAL_MS, COUNT_ROWS_AT_ONCE};

/// Rows that a count may go through for each millisecond until the next: one part in a hundred of a core.
const ROWS_PER_MS: u64 = 10;

/// Items and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many items.
    pub items: u64,
    /// Their sizes as AWS counts them, together.
    pub bytes: u64,
}

/// What was counted last.
#[derive(Debug, Default)]
pub(in crate::engine) struct Counts(Mutex<HashMap<(TableId, IndexId), Counted>>);

#[derive(Clone, Copy, Debug)]
struct Counted {
    count: Count,
    /// When the next count may begin; none while one is going on.
    next: Option<Timestamp>,
}

impl Engine {
    /// The items of `index` of `table`; [`IndexId::TABLE`] stands for the table itself.
    pub fn count(self: &Arc<Self>, table: TableId, index: IndexId) -> Result<Count> {
        let range = Keyspace::index(table, index).all();
        let mut count = Count::default();
        let Some(rest) = self.count_some(&range.start, &range, &mut count)? else { return Ok(count) };
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = Counted { count, next: Some(self.now()) };
        let counted = counts.entry((table, index)).or_insert(first);
        if counted.next.is_some_and(|next| self.now() >= next) {
            counted.next = None;
            let engine = Arc::clone(self);
            tokio::spawn(async move {
                let found = engine.count_rest(rest, &range, count).await.ok();
                engine.counted(table, index, found);
            });
        }
        Ok(counted.count)
    }

    async fn count_rest(&self, mut from: Vec<u8>, range: &KeyRange, mut count: Count) -> Result<Count> {
        while let Some(rest) = self.count_some(&from, range, &mut count)? {
            from = rest;
            tokio::task::yield_now().await;
        }
        Ok(count)
    }

    fn counted(&self, table: TableId, index: IndexId, found: Option<Count>) {
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(counted) = counts.get_mut(&(table, index)) else { return };
        counted.count = found.unwrap_or(counted.count);
        let pause_ms = (counted.count.items / ROWS_PER_MS).max(COUNT_INTERVAL_MS);
        counted.next = Some(Timestamp(self.now().0 + pause_ms));
    }

    /// Forgets what was counted of a table that is no more.
    pub(in crate::engine) fn forget_counts(&self, table: TableId) {
        let mut counts = self.counts.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.retain(|(of, _), _| *of != table);
    }

    /// Counts some rows of `range` from `from` on; answers from where to go on, if there are more.
    fn count_some(&self, from: &[u8], range: &KeyRange, count: &mut Count) -> Result<Option<Vec<u8>>> {
        let upper = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let (mut seen, mut rest, mut damaged) = (0, None, None);
        self.store()?.scan(Bound::Included(from), upper, Direction::Forward, &mut |key, value| {
            if seen == COUNT_ROWS_AT_ONCE {
                rest = Some(key.to_vec());
                return ControlFlow::Break(());
            }
            seen += 1;
            match codec::decode(value) {
                Ok(item) => {
                    count.items += 1;
                    count.bytes += item_bytes(&item) as u64;
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    damaged = Some(EngineError::Corrupt(error.to_string()));
                    ControlFlow::Break(())
                }
            }
        })?;
        damaged.map_or(Ok(rest), Err)
    }
}
