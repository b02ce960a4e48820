//! Making, changing and removing tables: one change at a time, shown when it is durable.
//!
//! Each change runs in a task of its own, so that a caller who goes away does not leave it half done: stored
//! but not shown.

use std::future::Future;
use std::sync::{Arc, PoisonError};

use kernel::{Place, Timestamp};
use storage::Transaction;

use super::stored::StoredTable;
use crate::engine::catalog::{self, Work};
use crate::engine::key::{IndexId, TableId};
use crate::engine::{Engine, EngineError, Result, Table};
use crate::limits::TABLES_MAX;

/// Work on rows that goes with a change of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Put the rows there are into this new index.
    Fill(IndexId),
    /// They are in it.
    Filled(IndexId),
    /// Delete the entries of this index, which is no more.
    Drop(IndexId),
}

impl Errand {
    fn note(self, table: TableId, store: &mut Transaction) {
        match self {
            Self::Fill(index) => store.put(Work::Fill.on(table, index), Vec::new()),
            Self::Filled(index) => store.delete(&Work::Fill.on(table, index)),
            Self::Drop(index) => {
                store.delete(&Work::Fill.on(table, index));
                store.put(Work::Drop.on(table, index), Vec::new());
            }
        }
    }
}

impl Engine {
    /// Makes the table that `new` describes, under a number of its own.
    pub async fn create(self: &Arc<Self>, mut new: StoredTable) -> Result<Arc<Table>> {
        self.in_turn(async move |engine| {
            let (place, opened) = (new.place(), engine.opened()?);
            if opened.tables.find(&place, &new.name).is_some() {
                return Err(EngineError::TableExists { name: new.name });
            }
            if opened.tables.count(&place) >= TABLES_MAX {
                return Err(EngineError::TooManyTables);
            }
            let next = opened.store.get(&catalog::next())?;
            let next = match next.as_deref().map(<[u8; 4]>::try_from) {
                None => catalog::FIRST,
                Some(Ok(bytes)) => TableId(u32::from_be_bytes(bytes)),
                Some(Err(_)) => return Err(EngineError::Corrupt("the number of the next table".to_owned())),
            };
            new.number = i64::from(next.0);
            let table = Arc::new(Table::new(new)?);
            let (key, value) = (catalog::table(&place, &table.name), table.description().encode());
            let write = move |store: &mut Transaction| {
                store.put(catalog::next(), (next.0 + 1).to_be_bytes().to_vec());
                store.put(key, value);
                Ok::<_, EngineError>(())
            };
            opened.store.write(write).await??;
            opened.tables.insert(Arc::clone(&table));
            Ok(table)
        })
        .await
    }

    /// Changes what is stored of the table called `name`: `edit` sees the table as it is, changes its
    /// description and says what else is to be done, or refuses. Answers the table before and after.
    pub async fn change<E: From<EngineError> + Send + 'static>(
        self: &Arc<Self>,
        place: &Place,
        name: &str,
        edit: impl FnOnce(&Table, &mut StoredTable, Timestamp) -> std::result::Result<Vec<Errand>, E>
        + Send
        + 'static,
    ) -> std::result::Result<(Arc<Table>, Arc<Table>), E> {
        let (place, name) = (place.clone(), name.to_owned());
        self.in_turn(async move |engine| {
            let before = engine.find(&place, &name)?;
            let mut stored = StoredTable::clone(before.description());
            let errands = edit(&before, &mut stored, engine.now())?;
            if stored == **before.description() {
                return Ok((Arc::clone(&before), before));
            }
            let after = engine.replace(Arc::clone(&before), stored, errands).await?;
            Ok((before, after))
        })
        .await
    }

    async fn replace(
        self: &Arc<Self>,
        before: Arc<Table>,
        stored: StoredTable,
        errands: Vec<Errand>,
    ) -> Result<Arc<Table>> {
        let opened = self.opened()?;
        let table = Arc::new(Table::new(stored)?);
        let (id, key) = (table.id, catalog::table(&table.place, &table.name));
        let (value, begun) = (table.description().encode(), !errands.is_empty());
        let write = move |store: &mut Transaction| {
            store.put(key, value);
            errands.into_iter().for_each(|errand| errand.note(id, store));
            Ok::<_, EngineError>(())
        };
        opened.store.write(write).await??;
        opened.tables.insert(Arc::clone(&table));
        self.retire(before);
        if begun {
            self.begin();
        }
        Ok(table)
    }

    /// Removes the table called `name` if `allow` does not refuse. Its rows follow in the background.
    pub async fn remove<E: From<EngineError> + Send + 'static>(
        self: &Arc<Self>,
        place: &Place,
        name: &str,
        allow: impl FnOnce(&Table) -> std::result::Result<(), E> + Send + 'static,
    ) -> std::result::Result<Arc<Table>, E> {
        let (place, name) = (place.clone(), name.to_owned());
        self.in_turn(async move |engine| {
            let table = engine.find(&place, &name)?;
            allow(&table)?;
            engine.forget(&table).await?;
            Ok(table)
        })
        .await
    }

    async fn forget(self: &Arc<Self>, table: &Arc<Table>) -> Result<()> {
        let opened = self.opened()?;
        let (id, key) = (table.id, catalog::table(&table.place, &table.name));
        let fills: Vec<IndexId> =
            table.indexes.iter().filter(|index| index.filling).map(|index| index.id).collect();
        let write = move |store: &mut Transaction| {
            store.delete(&key);
            fills.into_iter().for_each(|index| Errand::Filled(index).note(id, store));
            Errand::Drop(IndexId::TABLE).note(id, store);
            Ok::<_, EngineError>(())
        };
        opened.store.write(write).await??;
        opened.tables.remove(table);
        self.forget_counts(id);
        self.sweeps().remove(&id);
        self.retire(Arc::clone(table));
        self.begin();
        Ok(())
    }

    /// Remembers a form of a table that is no longer given out, for as long as a request holds it: work that a
    /// later change notes waits for it too.
    fn retire(&self, table: Arc<Table>) {
        let mut retired = self.retired.lock().unwrap_or_else(PoisonError::into_inner);
        retired.retain(|old| Arc::strong_count(old) > 1);
        retired.push(table);
    }

    /// Begins the work that is noted.
    fn begin(self: &Arc<Self>) {
        let engine = Arc::clone(self);
        tokio::spawn(async move {
            // What fails is noted in the store and found by the next sweep.
            let _ = engine.work().await;
        });
    }

    /// Runs `work` after every change before, to its end even if the caller goes away.
    async fn in_turn<R, E, F>(
        self: &Arc<Self>,
        work: impl FnOnce(Arc<Self>) -> F + Send + 'static,
    ) -> std::result::Result<R, E>
    where
        R: Send + 'static,
        E: From<EngineError> + Send + 'static,
        F: Future<Output = std::result::Result<R, E>> + Send,
    {
        let engine = Arc::clone(self);
        let task = tokio::spawn(async move {
            let _turn = engine.changing.lock().await;
            work(Arc::clone(&engine)).await
        });
        task.await.unwrap_or_else(|_| Err(EngineError::Stopped.into()))
    }
}
