//! Dropping what is older than a day: records, and streams that were disabled.

use std::ops::ControlFlow;
use std::sync::Arc;

use kernel::Timestamp;
use storage::Transaction;

use super::stream::horizon;
use super::{FeedId, StoredStream};
use crate::engine::{Engine, EngineError, Result, catalog};
use crate::limits::BATCH_ROWS_MAX;

impl Engine {
    /// Drops what has outlived its day, in bounded transactions.
    pub(in crate::engine) async fn trim(self: &Arc<Self>) -> Result<()> {
        let horizon = horizon(self.now());
        for stream in StoredStream::all(self.store()?)? {
            if stream.disabled.is_some_and(|at| at < horizon) {
                let (feed, key) = (stream.feed(), stream.key());
                let end = move |store: &mut Transaction| {
                    catalog::end_feed(store, feed, &key);
                    Ok::<_, EngineError>(())
                };
                self.store()?.write(end).await??;
                self.begin();
            } else {
                self.trim_feed(stream.feed(), stream.first(), horizon, Some(stream.key())).await?;
            }
        }
        for queue in self.queues()? {
            self.trim_feed(queue.feed(), 0, horizon, None).await?;
        }
        Ok(())
    }

    /// Drops records of `feed` that are older than `horizon`, and says so in the description at `key`.
    async fn trim_feed(
        &self,
        feed: FeedId,
        mut first: u64,
        horizon: Timestamp,
        key: Option<Vec<u8>>,
    ) -> Result<()> {
        loop {
            let mut old = Vec::new();
            self.visit(feed, first, &mut |position, at, _| {
                if at >= horizon || old.len() == BATCH_ROWS_MAX {
                    return ControlFlow::Break(());
                }
                old.push(position);
                ControlFlow::Continue(())
            })?;
            let Some(&last) = old.last() else { return Ok(()) };
            first = last + 1;
            let (key, is_last) = (key.clone(), old.len() < BATCH_ROWS_MAX);
            let trim = move |store: &mut Transaction| {
                old.iter().for_each(|&position| store.delete(&feed.key(position)));
                if let Some(key) = key
                    && let Some(bytes) = store.get(&key)?
                {
                    let mut stream = StoredStream::decode(&bytes)?;
                    stream.first = i64::try_from(first).unwrap_or(i64::MAX);
                    store.put(key, stream.encode());
                }
                Ok::<_, EngineError>(())
            };
            self.store()?.write(trim).await??;
            if is_last {
                return Ok(());
            }
        }
    }
}
