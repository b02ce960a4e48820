//! Subscriptions: events that match go to where a subscription says, those of a stream in their order.
//!
//! What a destination refuses is tried again, later and later, and given up when it is a day old, as AWS does.

use std::sync::Arc;

use kernel::Place;
use wire::Fault;

use super::{Step, damaged, envelope};
use crate::Logs;
use crate::engine::{Event, Follower, Pattern, StoredGroup, Unseen};
use crate::limits::{DELIVERY_AGE_MS_MAX, FOLLOW_BYTES_MAX, FOLLOW_EVENTS_MAX};

use super::destination::Destination;

impl Logs {
    /// Sends on the next events of a group for a subscription.
    pub(super) async fn deliver(
        &self,
        place: &Place,
        group: &StoredGroup,
        follower: Follower,
    ) -> Result<Step, Fault> {
        let id = group.id();
        let all = self.engine.subscriptions(id, "")?;
        let Some(stored) = all.into_iter().find(|stored| stored.follower() == follower) else {
            return Ok(Step::Gone);
        };
        let Some(progress) = self.engine.progress(id, follower)? else { return Ok(Step::Gone) };
        let unseen = self.engine.unseen(id, progress, FOLLOW_EVENTS_MAX, FOLLOW_BYTES_MAX)?;
        let Some(last) = unseen.last else { return Ok(Step::Idle) };
        let pattern = Pattern::parse(&stored.pattern).map_err(damaged)?;
        let destination = Destination::parse(&stored.destination, stored.role.as_deref()).map_err(damaged)?;
        let oldest_ms = self.engine.now().0.saturating_sub(DELIVERY_AGE_MS_MAX);
        for (stream, events) in by_stream(unseen, oldest_ms) {
            let named = envelope::Named { place, group: &group.name, stream: &stream, filter: &stored.name };
            for message in envelope::pack(&named, &pattern, &events, destination.bytes_max()) {
                let key = (!stored.random).then_some(&*stream);
                self.send(place, group, &destination, message, key).await?;
            }
        }
        self.engine.advance(id, follower, last).await?;
        Ok(Step::More)
    }
}

/// The events of each stream, in order of the streams' first ones; without those that came before `oldest_ms`.
fn by_stream(unseen: Unseen, oldest_ms: u64) -> Vec<(Arc<str>, Vec<Event>)> {
    let mut streams: Vec<(Arc<str>, Vec<Event>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (stream, event) in unseen.events {
        if event.ingested_ms >= oldest_ms {
            let at = *places.entry(Arc::clone(&stream)).or_insert(streams.len());
            if at == streams.len() {
                streams.push((stream, Vec::new()));
            }
            streams[at].1.push(event);
        }
    }
    streams
}
