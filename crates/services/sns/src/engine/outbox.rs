//! Deliveries that are still to be made: what is next in a lane, and what became of it.

use std::ops::{Bound, ControlFlow};

use storage::Direction;

use super::{Engine, EngineError, Lane, Result, StoredDelivery, StoredMessage, Topic, TopicId, keys};

/// A delivery that is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// The message's number in the topic.
    pub number: u64,
    /// How it stands.
    pub delivery: StoredDelivery,
}

impl Engine {
    /// The deliveries of a lane whose numbers come after `after`, in order, at most so many.
    pub fn due(&self, lane: &Lane, after: u64, most: usize) -> Result<Vec<Due>> {
        let (prefix, lower) = (keys::lane(lane), keys::delivery(lane, after));
        let mut found = Vec::new();
        let lower = Bound::Excluded(lower.as_slice());
        self.store()?.scan(lower, Bound::Unbounded, Direction::Forward, &mut |key, value| {
            if !key.starts_with(&prefix) || found.len() == most {
                return ControlFlow::Break(());
            }
            let due = keys::last_number(key)
                .and_then(|number| Ok(Due { number, delivery: StoredDelivery::decode(value)? }));
            found.push(due);
            ControlFlow::Continue(())
        })?;
        found.into_iter().collect()
    }

    /// The lanes of a topic in which there is something to deliver.
    pub fn lanes(&self, topic: &Topic) -> Result<Vec<Lane>> {
        let prefix = keys::of_topic(b'd', topic.id);
        let (mut lanes, mut lower) = (Vec::<Lane>::new(), prefix.clone());
        loop {
            let mut first = None;
            let from = Bound::Included(lower.as_slice());
            self.store()?.scan(from, Bound::Unbounded, Direction::Forward, &mut |key, _| {
                first = key.starts_with(&prefix).then(|| keys::subscription_of(key));
                ControlFlow::Break(())
            })?;
            let Some(subscription) = first.transpose()? else { return Ok(lanes) };
            let lane = Lane { topic: topic.id, subscription };
            // Beyond every number of this lane.
            lower = keys::delivery(&lane, u64::MAX);
            lower.push(0);
            lanes.push(lane);
        }
    }

    /// A message that is still to be delivered.
    pub fn message(&self, topic: TopicId, number: u64) -> Result<Option<StoredMessage>> {
        let bytes = self.store()?.get(&keys::message(topic, number))?;
        bytes.map(|bytes| StoredMessage::decode(&bytes)).transpose()
    }

    /// A delivery is over; the last one of a message takes that along.
    pub async fn settle(&self, lane: &Lane, number: u64) -> Result<()> {
        let (key, topic) = (keys::delivery(lane, number), lane.topic);
        let settled = self.store()?.write(move |store| {
            if store.get(&key)?.is_none() {
                return Ok(());
            }
            store.delete(&key);
            let count = keys::count(topic, number);
            let left = store.get(&count)?.map_or(Ok(1), |bytes| keys::last_number(&bytes))?.saturating_sub(1);
            if left == 0 {
                store.delete(&count);
                store.delete(&keys::message(topic, number));
            } else {
                store.put(count, left.to_be_bytes().to_vec());
            }
            Ok::<_, EngineError>(())
        });
        settled.await?
    }

    /// A delivery is to be tried again later. Not waited for: what a crash forgets of it is that it was tried.
    pub fn postpone(&self, lane: &Lane, number: u64, delivery: &StoredDelivery) -> Result<()> {
        let (key, value) = (keys::delivery(lane, number), delivery.encode());
        drop(self.store()?.submit(move |store| {
            if store.get(&key)?.is_some() {
                store.put(key, value);
            }
            Ok::<_, EngineError>(())
        }));
        Ok(())
    }
}
