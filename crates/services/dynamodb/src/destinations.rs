//! Kinesis streaming destinations: a table's changes go to a Kinesis stream, in order per item, at least once.
//!
//! What is to go is a feed in the store ([`crate::engine::changes`]), written with the items. One task per feed puts it
//! on the stream and deletes what has arrived, so that a kill costs nothing but perhaps some records that arrive twice.
//! It waits for notices, not for time to pass; time is for a Kinesis that does not take what it is given.

mod message;
mod status;
mod worker;

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use storage::Transaction;
use wire::Fault;

use crate::DynamoDb;
use crate::engine::EngineError;
use crate::engine::changes::{FeedId, queue_notice};
pub use status::NOT_ALLOWED;
use worker::Worker;

/// The store that is there where there ever was a destination, so that nothing needs to be opened at the start of a
/// house that has none.
const MARK: &str = "dynamodb-destinations";

/// The feeds that have a task.
#[derive(Debug, Default)]
pub struct Destinations(Mutex<HashSet<FeedId>>);

impl DynamoDb {
    /// Goes on sending changes to Kinesis streams, where that was under way when the server ended. Opens nothing where
    /// there never was a destination.
    pub fn resume(&self) -> Result<(), Fault> {
        if !self.volume.has_key_value(MARK).map_err(EngineError::from)? {
            return Ok(());
        }
        self.engine.queues()?.iter().for_each(|queue| self.follow(queue.feed()));
        Ok(())
    }

    /// Remembers that there are destinations.
    pub(crate) async fn mark_destinations(&self) -> Result<(), EngineError> {
        let mark = self.volume.key_value(MARK)?;
        if mark.get(b"used")?.is_some() {
            return Ok(());
        }
        let used = |store: &mut Transaction| {
            store.put(b"used".to_vec(), Vec::new());
            Ok::<_, EngineError>(())
        };
        mark.write(used).await?
    }

    /// Begins to send what is in `feed`, unless that goes on already.
    pub(crate) fn follow(&self, feed: FeedId) {
        if !self.following().insert(feed) {
            return;
        }
        let watch = self.dispatch.notices().watch(&queue_notice(feed));
        let service = self.own.clone();
        let worker = Worker::new(service.clone(), feed, watch);
        tokio::spawn(async move {
            worker.run().await;
            if let Some(service) = service.upgrade() {
                service.following().remove(&feed);
            }
        });
    }

    fn following(&self) -> std::sync::MutexGuard<'_, HashSet<FeedId>> {
        self.destinations.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
