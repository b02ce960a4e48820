//! Work on rows in the background: filling new indexes, deleting what was dropped.
//!
//! Each piece is noted in the catalog until it is done, goes on in bounded transactions, and begins again
//! where it was when the server stopped. It waits until nobody writes by a form of the table that is older than
//! it. A new index is emptied before it is filled: who knew of it and who did not may have written the same row.

use std::ops::{Bound, ControlFlow};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use dynamodb_api::Item;
use storage::{Direction, Transaction};

use super::change::Errand;
use crate::engine::catalog::Work;
use crate::engine::items::check_key_part;
use crate::engine::key::{IndexId, KeyRange, Keyspace, TableId};
use crate::engine::{Engine, EngineError, Index, Result, Table, codec};
use crate::limits::BATCH_ROWS_MAX;

/// How long to wait before looking again whether a request with an old form of a table has ended.
const RETIRED_WAIT: Duration = Duration::from_millis(5);

impl Engine {
    /// Does all that is noted. One at a time: whoever comes second finds nothing left.
    pub(in crate::engine) async fn work(self: &Arc<Self>) -> Result<()> {
        let _turn = self.working.lock().await;
        for (table, index) in self.noted(Work::Drop)? {
            self.drop_rows(table, index).await?;
        }
        for (table, index) in self.noted(Work::Fill)? {
            self.fill(table, index).await?;
        }
        Ok(())
    }

    /// Begins what the last run of the server left undone.
    pub(in crate::engine) fn resume(&self) -> Result<()> {
        if self.noted(Work::Drop)?.is_empty() && self.noted(Work::Fill)?.is_empty() {
            return Ok(());
        }
        if let (Some(engine), Ok(runtime)) = (self.itself.upgrade(), tokio::runtime::Handle::try_current()) {
            // What fails is still noted and found by the next sweep.
            runtime.spawn(async move { engine.work().await });
        }
        Ok(())
    }

    fn noted(&self, work: Work) -> Result<Vec<(TableId, IndexId)>> {
        let mut found = Vec::new();
        self.store()?.scan_prefix(&work.all(), &mut |key, _| {
            found.extend(work.of(key));
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Returns when no request holds a form of the table, or of the one that the feed is of, from before the change
    /// that noted the work.
    async fn settle(&self, table: TableId) {
        // A change can be seen in the store before its table is given out: its turn ends after that.
        drop(self.changing.lock().await);
        loop {
            {
                let mut retired = self.retired.lock().unwrap_or_else(PoisonError::into_inner);
                retired.retain(|old| Arc::strong_count(old) > 1);
                let feeds_it = |old: &Table| old.feeds.iter().any(|feed| feed.id.table() == table);
                if retired.iter().all(|old| old.id != table && !feeds_it(old)) {
                    return;
                }
            }
            tokio::time::sleep(RETIRED_WAIT).await;
        }
    }

    async fn drop_rows(&self, table: TableId, index: IndexId) -> Result<()> {
        self.settle(table).await;
        // Nothing is written there any more, so what was gone through need not be gone through again.
        let mut after = Vec::new();
        loop {
            let range = match index {
                IndexId::TABLE => Keyspace::everything(table),
                index => Keyspace::index(table, index).all(),
            };
            let delete = move |store: &mut Transaction| {
                let mut rows = rows(store, &range, &after)?;
                rows.iter().for_each(|(key, _)| store.delete(key));
                if rows.is_empty() {
                    store.delete(&Work::Drop.on(table, index));
                }
                Ok::<_, EngineError>(rows.pop().map(|(key, _)| key))
            };
            match self.store()?.write(delete).await?? {
                Some(last) => after = last,
                None => return Ok(()),
            }
        }
    }

    /// Deletes what was put into a new index while others still wrote rows without knowing of it: such rows may
    /// have changed since. What is put from now on is right, so that one pass is enough.
    async fn clear(&self, table: TableId, index: IndexId) -> Result<()> {
        let mut after = Some(Vec::new());
        while let Some(key) = after {
            let clear = move |store: &mut Transaction| clear_some(store, table, index, &key);
            after = self.store()?.write(clear).await??;
        }
        Ok(())
    }

    async fn fill(self: &Arc<Self>, id: TableId, index: IndexId) -> Result<()> {
        self.settle(id).await;
        self.clear(id, index).await?;
        loop {
            let Some(table) = self.opened()?.tables.by_id(id) else { return Ok(()) };
            let (place, name) = (table.place.clone(), table.name.clone());
            if !self.store()?.write(move |store| fill_some(store, &table, index)).await?? {
                continue;
            }
            let done = move |table: &Table, stored: &mut super::StoredTable, _| {
                let filled = stored.indexes.iter_mut().find(|of| of.index_id() == index && table.id == id);
                Ok::<_, EngineError>(filled.map_or_else(Vec::new, |filled| {
                    filled.filling = false;
                    vec![Errand::Filled(index)]
                }))
            };
            return match self.change(&place, &name, done).await {
                Err(EngineError::NoTableNamed { .. }) => Ok(()),
                other => other.map(drop),
            };
        }
    }
}

/// Deletes some entries of `index`, those after the key `after`; answers from where to go on. Where none are left,
/// notes that rows are to be put into it next.
fn clear_some(
    store: &mut Transaction,
    table: TableId,
    index: IndexId,
    after: &[u8],
) -> Result<Option<Vec<u8>>> {
    let note = Work::Fill.on(table, index);
    if store.get(&note)?.is_none_or(|reached| !reached.is_empty()) {
        return Ok(None);
    }
    let mut entries = rows(store, &Keyspace::index(table, index).all(), after)?;
    entries.iter().for_each(|(key, _)| store.delete(key));
    if entries.len() < BATCH_ROWS_MAX {
        store.put(note, Keyspace::table(table).all().start);
        return Ok(None);
    }
    Ok(entries.pop().map(|(key, _)| key))
}

/// Puts some rows into `index` and answers whether it has all now.
fn fill_some(store: &mut Transaction, table: &Table, index: IndexId) -> Result<bool> {
    let note = Work::Fill.on(table.id, index);
    let found = table.indexes.iter().find(|of| of.id == index && of.filling);
    let (Some(index), Some(reached)) = (found, store.get(&note)?) else { return Ok(true) };
    let rows = rows(store, &table.keyspace.all(), &reached)?;
    for (_, encoded) in &rows {
        let item = codec::decode(encoded).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        if let Some(entry) = index.entry(table, &item, encoded).filter(|_| fits(index, &item)) {
            store.put(entry.key, entry.value);
        }
    }
    match rows.last() {
        Some((key, _)) if rows.len() == BATCH_ROWS_MAX => store.put(note, key.clone()),
        _ => return Ok(true),
    }
    Ok(false)
}

/// Whether the item's key attributes can be keys of `index`: rows that were written before it may have others,
/// and are left out of it.
fn fits(index: &Index, item: &Item) -> bool {
    let mut parts = index.schema.attributes();
    parts.all(|part| check_key_part(part, item.get(&part.name), *part == index.schema.partition).is_ok())
}

/// Some rows of `range`, those after the key `after`.
fn rows(store: &Transaction, range: &KeyRange, after: &[u8]) -> Result<Vec<(Vec<u8>, Bytes)>> {
    let lower = if after.is_empty() { Bound::Included(&range.start[..]) } else { Bound::Excluded(after) };
    let upper = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    let mut found = Vec::new();
    store.scan(lower, upper, Direction::Forward, &mut |key, value| {
        found.push((key.to_vec(), value.clone()));
        if found.len() < BATCH_ROWS_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(found)
}
