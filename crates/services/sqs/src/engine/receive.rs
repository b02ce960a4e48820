//! Receiving: messages are taken, hidden, and read; where there are none, the caller may wait.
//!
//! Who waits sleeps until a message comes, until one is due, or for [`LOOK_MS`]: the clock may have been moved. That
//! a message was received is written without being waited for.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::backlog::{Take, Taken};
use super::{Content, Engine, EngineError, Entry, Queue, Receipt, Result, keys};
use crate::limits::{IN_FLIGHT_MAX, LOOK_MS};

/// What a caller wants to receive.
#[derive(Clone, Debug)]
pub struct Receive {
    /// At most so many messages.
    pub most: usize,
    /// How long they are hidden, seconds; as the queue has it if not said.
    pub visibility_s: Option<u64>,
    /// How long to wait for the first, seconds; as the queue has it if not said.
    pub wait_s: Option<u64>,
    /// The id under which the same may be asked for again, in a FIFO queue.
    pub attempt: Option<String>,
}

/// A message that was received.
#[derive(Clone, Debug)]
pub struct Received {
    /// Its number in the queue.
    pub number: u64,
    /// What it says.
    pub content: Content,
    /// When it was sent, milliseconds since the epoch.
    pub sent_ms: u64,
    /// When it was first received.
    pub first_ms: u64,
    /// How often it was received.
    pub receives: u32,
    /// Its receipt.
    pub receipt: Receipt,
}

impl Engine {
    /// Receives messages; none if none came in time.
    pub async fn receive(self: &Arc<Self>, queue: &Arc<Queue>, receive: Receive) -> Result<Vec<Received>> {
        let wait_s = receive.wait_s.unwrap_or_else(|| queue.settings().wait_s);
        let deadline = Instant::now() + Duration::from_secs(wait_s);
        loop {
            let arrival = queue.arrivals.notified();
            tokio::pin!(arrival);
            // From here on no arrival is missed.
            arrival.as_mut().enable();
            let received = self.receive_now(queue, &receive).await?;
            let now = Instant::now();
            if !received.is_empty() || now >= deadline {
                return Ok(received);
            }
            let due_ms = queue.backlog().next_due_ms();
            let due = due_ms.map_or(LOOK_MS, |due_ms| due_ms.saturating_sub(self.now().0).max(1));
            let look = (now + Duration::from_millis(due.min(LOOK_MS))).min(deadline);
            // Either way it is time to look.
            let _ = tokio::time::timeout_at(look, arrival).await;
        }
    }

    /// Receives what is there now.
    async fn receive_now(self: &Arc<Self>, queue: &Arc<Queue>, receive: &Receive) -> Result<Vec<Received>> {
        let settings = queue.settings();
        let visibility_ms = receive.visibility_s.unwrap_or(settings.visibility_s) * 1000;
        let mut entries: Vec<(u64, Entry)> = Vec::new();
        let dead_letters = self.dead_letter_queue(queue).await;
        loop {
            queue.check_there()?;
            let now_ms = self.now().0;
            let taken = {
                let mut backlog = queue.backlog();
                backlog.pass(now_ms);
                let attempt = receive.attempt.as_deref().filter(|_| settings.fifo && entries.is_empty());
                let repeated = attempt.and_then(|attempt| backlog.repeat(attempt, now_ms, visibility_ms));
                if let Some(received) = repeated {
                    drop(backlog);
                    self.note(queue, &received, &[])?;
                    return self.read(queue, received);
                }
                if backlog.counts().in_flight >= IN_FLIGHT_MAX && entries.is_empty() {
                    return if settings.fifo { Ok(Vec::new()) } else { Err(EngineError::OverLimit) };
                }
                let how = Take {
                    now_ms,
                    most: receive.most - entries.len(),
                    visibility_ms,
                    retention_ms: settings.retention_s * 1000,
                    receives_max: settings
                        .redrive
                        .as_ref()
                        .filter(|_| dead_letters.is_some())
                        .map(|redrive| redrive.receives_max),
                };
                let taken = backlog.take(&how, || self.random.u64());
                self.note(queue, &taken.received, &taken.expired)?;
                queue.wake(&backlog);
                taken
            };
            let Taken { received, dead, .. } = taken;
            entries.extend(received);
            let Some(target) = dead_letters.as_ref().filter(|_| !dead.is_empty()) else { break };
            // Those that are given up make room for others, in a FIFO queue for those after them.
            self.give_up(queue, target, dead).await?;
            if entries.len() >= receive.most {
                break;
            }
        }
        if let Some(attempt) = receive.attempt.clone().filter(|_| settings.fifo && !entries.is_empty()) {
            queue.backlog().remember(attempt, self.now().0, &entries);
        }
        self.read(queue, entries)
    }

    /// Writes how messages stand now and deletes those that have expired, without waiting for it.
    pub(super) fn note(&self, queue: &Queue, changed: &[(u64, Entry)], expired: &[u64]) -> Result<()> {
        if changed.is_empty() && expired.is_empty() {
            return Ok(());
        }
        let id = queue.id;
        let states: Vec<_> =
            changed.iter().map(|(number, entry)| (keys::state(id, *number), entry.encode())).collect();
        let expired = expired.to_vec();
        // What the queue of writes has no room for is not written: see the page's head.
        drop(self.store()?.submit(move |store| {
            for (key, state) in states {
                // What was deleted meanwhile stays deleted.
                if store.get(&key)?.is_some() {
                    store.put(key, state);
                }
            }
            for number in expired {
                store.delete(&keys::state(id, number));
                store.delete(&keys::content(id, number));
            }
            Ok::<_, EngineError>(())
        }));
        Ok(())
    }

    fn read(&self, queue: &Queue, entries: Vec<(u64, Entry)>) -> Result<Vec<Received>> {
        let store = self.store()?;
        let mut received = Vec::with_capacity(entries.len());
        for (number, entry) in entries {
            // Deleted or purged meanwhile.
            let Some(bytes) = store.get(&keys::content(queue.id, number))? else { continue };
            received.push(Received {
                number,
                content: Content::decode(&bytes)?,
                sent_ms: entry.sent_ms,
                first_ms: entry.first_ms,
                receives: entry.receives,
                receipt: Receipt { queue: queue.id, number, receive: entry.receipt },
            });
        }
        Ok(received)
    }
}
