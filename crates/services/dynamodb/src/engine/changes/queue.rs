//! Changes on their way to a Kinesis stream: read in order, deleted when they are there.

use std::ops::ControlFlow;

use storage::Transaction;

use super::stream::horizon;
use super::{FeedId, Record, StoredQueue};
use crate::engine::{Engine, EngineError, Result, catalog};

/// Some of the records that are to go.
pub type Queued = Vec<Record>;

impl Engine {
    /// All queues.
    pub fn queues(&self) -> Result<Vec<StoredQueue>> {
        StoredQueue::all(self.store()?)
    }

    /// The queue whose feed this is; `None` where it has ended.
    pub fn queue(&self, feed: FeedId) -> Result<Option<StoredQueue>> {
        let stored = self.store()?.get(&catalog::queue(feed))?;
        stored.map(|bytes| StoredQueue::decode(&bytes)).transpose()
    }

    /// Up to `count` records of `feed` from `from` on, together about `bytes_max` at most, but one at least. Those
    /// that are older than a day are left out.
    pub fn queued(&self, feed: FeedId, from: u64, count: usize, bytes_max: usize) -> Result<Queued> {
        let horizon = horizon(self.now());
        let (mut found, mut bytes) = (Vec::new(), 0);
        self.visit(feed, from, &mut |position, at, value| {
            if at < horizon {
                return ControlFlow::Continue(());
            }
            bytes += value.len();
            if found.len() == count || (bytes > bytes_max && !found.is_empty()) {
                return ControlFlow::Break(());
            }
            found.push(Record::decode(position, value));
            ControlFlow::Continue(())
        })?;
        found.into_iter().collect()
    }

    /// Deletes the records of `feed` at `positions`: they are where they were to go.
    pub async fn delivered(&self, feed: FeedId, positions: Vec<u64>) -> Result<()> {
        let delete = move |store: &mut Transaction| {
            positions.iter().for_each(|&position| store.delete(&feed.key(position)));
            Ok::<_, EngineError>(())
        };
        self.store()?.write(delete).await?
    }

    /// Ends the queue of a table that is no more. What is left in it is deleted in the background.
    pub async fn end_queue(self: &std::sync::Arc<Self>, feed: FeedId) -> Result<()> {
        let end = move |store: &mut Transaction| {
            catalog::end_feed(store, feed, &catalog::queue(feed));
            Ok::<_, EngineError>(())
        };
        self.store()?.write(end).await??;
        self.begin();
        Ok(())
    }
}
