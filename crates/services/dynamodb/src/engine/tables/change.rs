//! Making, changing and removing tables: one change at a time, shown when it is durable.
//!
//! What a change of a table means for its feeds is written in the same transaction.
//!
//! Each change runs in a task of its own, so that a caller who goes away does not leave it half done: stored
//! but not shown.

use std::future::Future;
use std::ops::Range;
use std::sync::{Arc, PoisonError};

use dynamodb_api::StreamViewType;
use kernel::{Place, Timestamp};
use storage::Transaction;

use super::stored::{StoredTable, StoredTableStream};
use crate::engine::catalog::{self, Work};
use crate::engine::changes::stored::label;
use crate::engine::changes::{FeedId, StoredQueue, StoredStream};
use crate::engine::key::IndexId;
use crate::engine::{Engine, EngineError, Result, Table};
use crate::limits::TABLES_MAX;

/// What goes with a change of a table: work on rows, and what becomes of its feeds.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand {
    /// Put the rows there are into this new index.
    Fill(IndexId),
    /// They are in it.
    Filled(IndexId),
    /// Delete the entries of this index, which is no more.
    Drop(IndexId),
    /// This stream is new.
    OpenStream(StoredStream),
    /// This stream ends now.
    CloseStream(StoredTableStream, Timestamp),
    /// This queue is new, or is so now.
    Queue(StoredQueue),
    /// This queue is no more; delete what is in it.
    EndQueue(FeedId),
}

impl Errand {
    fn note(self, table: &Table, store: &mut Transaction) -> Result<()> {
        let of = table;
        let table = of.id;
        match self {
            Self::Fill(index) => store.put(Work::Fill.on(table, index), Vec::new()),
            Self::Filled(index) => store.delete(&Work::Fill.on(table, index)),
            Self::Drop(index) => {
                store.delete(&Work::Fill.on(table, index));
                store.put(Work::Drop.on(table, index), Vec::new());
            }
            Self::OpenStream(stream) => store.put(stream.key(), stream.encode()),
            Self::CloseStream(stream, at) => {
                let key = catalog::stream(&of.place, &of.name, &stream.label);
                let Some(bytes) = store.get(&key)? else { return Ok(()) };
                let closed = StoredStream { disabled: Some(at), ..StoredStream::decode(&bytes)? };
                store.put(key, closed.encode());
            }
            Self::Queue(queue) => store.put(catalog::queue(queue.feed()), queue.encode()),
            Self::EndQueue(feed) => catalog::end_feed(store, feed, &catalog::queue(feed)),
        }
        Ok(())
    }
}

impl Engine {
    /// Makes the table that `new` describes, under a number of its own, with a stream of this view where one is
    /// wanted.
    pub async fn create(
        self: &Arc<Self>,
        mut new: StoredTable,
        stream: Option<StreamViewType>,
    ) -> Result<Arc<Table>> {
        self.in_turn(async move |engine| {
            let (place, opened) = (new.place(), engine.opened()?);
            if opened.tables.find(&place, &new.name).is_some() {
                return Err(EngineError::TableExists { name: new.name });
            }
            if opened.tables.count(&place) >= TABLES_MAX {
                return Err(EngineError::TooManyTables);
            }
            let numbers = engine.take_numbers(if stream.is_some() { 2 } else { 1 }).await?;
            new.number = i64::from(numbers.start);
            let stream = match stream {
                Some(view) => Some(engine.new_stream(&new, FeedId(numbers.start + 1), view)?),
                None => None,
            };
            new.stream = stream.as_ref().map(StoredTableStream::of);
            let table = Arc::new(Table::new(new)?);
            let (key, value) = (catalog::table(&place, &table.name), table.description().encode());
            let write = move |store: &mut Transaction| {
                store.put(key, value);
                if let Some(stream) = stream {
                    store.put(stream.key(), stream.encode());
                }
                Ok::<_, EngineError>(())
            };
            opened.store.write(write).await??;
            opened.tables.insert(Arc::clone(&table));
            Ok(table)
        })
        .await
    }

    /// Takes the next `count` numbers of tables and feeds: nobody gets them again.
    async fn take_numbers(&self, count: u32) -> Result<Range<u32>> {
        let take = move |store: &mut Transaction| {
            let next = store.get(&catalog::next())?;
            let next = match next.as_deref().map(<[u8; 4]>::try_from) {
                None => catalog::FIRST.0,
                Some(Ok(bytes)) => u32::from_be_bytes(bytes),
                Some(Err(_)) => return Err(EngineError::Corrupt("the number of the next table".to_owned())),
            };
            store.put(catalog::next(), (next + count).to_be_bytes().to_vec());
            Ok(next..next + count)
        };
        self.store()?.write(take).await?
    }

    /// The number of a feed that is to be.
    pub async fn new_feed(&self) -> Result<FeedId> {
        Ok(FeedId(self.take_numbers(1).await?.start))
    }

    /// A stream of `table` as it would be made now, under a label that none has had.
    pub fn new_stream(
        &self,
        table: &StoredTable,
        feed: FeedId,
        view: StreamViewType,
    ) -> Result<StoredStream> {
        let (place, store, mut created) = (table.place(), self.store()?, self.now());
        while store.get(&catalog::stream(&place, &table.name, &label(created)))?.is_some() {
            created.0 += 1;
        }
        Ok(StoredStream::new(i64::from(feed.0), table, created, view))
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
        let key = catalog::table(&table.place, &table.name);
        let (value, begun) = (table.description().encode(), !errands.is_empty());
        let of = Arc::clone(&table);
        let write = move |store: &mut Transaction| {
            store.put(key, value);
            errands.into_iter().try_for_each(|errand| errand.note(&of, store))
        };
        opened.store.write(write).await??;
        opened.tables.insert(Arc::clone(&table));
        if before.feeds != table.feeds {
            self.announce(&before);
        }
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
        let (of, now) = (Arc::clone(table), self.now());
        let write = move |store: &mut Transaction| {
            store.delete(&key);
            let stored = of.description();
            let fills = of.indexes.iter().filter(|index| index.filling).map(|index| Errand::Filled(index.id));
            let streams = stored.stream.iter().filter(|stream| stream.enabled);
            let streams = streams.map(|stream| Errand::CloseStream(stream.clone(), now));
            // What is recorded goes on to Kinesis.
            let queues = stored.destinations.iter().filter(|destination| destination.captures());
            let queues = queues.map(|queue| Errand::Queue(StoredQueue::new(stored, queue, true)));
            let mut errands = fills.chain(streams).chain(queues).chain([Errand::Drop(IndexId::TABLE)]);
            errands.try_for_each(|errand| errand.note(&of, store))
        };
        opened.store.write(write).await??;
        opened.tables.remove(table);
        self.announce(table);
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
    pub(in crate::engine) fn begin(self: &Arc<Self>) {
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
