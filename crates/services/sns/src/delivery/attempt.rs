//! One attempt at one delivery, and what follows from how it went: over, tried again later, or given up to the
//! dead-letter queue.

use std::sync::Arc;

use kernel::Timestamp;

use super::carry::{Failure, Receiver};
use crate::Sns;
use crate::engine::{Due, EngineError, Lane, MessageKind, Schedule, StoredDelivery, StoredMessage, Topic};
use crate::limits::{DEAD_ATTEMPTS_MAX, DEAD_WAIT_MS, LOOK_MS};

impl Sns {
    /// Tries a delivery. Answers nothing where it is over and struck off, else how it is to be tried again.
    pub(super) async fn attempt(&self, topic: &Arc<Topic>, lane: &Lane, due: Due) -> Option<StoredDelivery> {
        let number = due.number;
        let waits = self.try_once(topic, lane, &due).await;
        let settled = match &waits {
            Ok(None) => self.engine.settle(lane, number).await,
            Ok(Some(delivery)) => self.engine.postpone(lane, number, delivery),
            // The store could not be read, and is tried again as an endpoint is.
            Err(_) => Ok(()),
        };
        match (waits, settled) {
            (Ok(waits), Ok(())) => waits,
            _ => Some(StoredDelivery { due: self.later(LOOK_MS), ..due.delivery }),
        }
    }

    fn later(&self, milliseconds: u64) -> Timestamp {
        Timestamp(self.engine.now().0 + milliseconds)
    }

    async fn try_once(
        &self,
        topic: &Arc<Topic>,
        lane: &Lane,
        due: &Due,
    ) -> Result<Option<StoredDelivery>, EngineError> {
        let Some(message) = self.engine.message(lane.topic, due.number)? else { return Ok(None) };
        let Some(receiver) = Receiver::of(topic, lane, &message) else { return Ok(None) };
        // Who has room waits here, so that a thousand subscriptions are not carried to at once.
        let _room = self.room.acquire().await;
        if due.delivery.dead {
            return Ok(self.bury(topic, &receiver, &message, due).await);
        }
        let failure = match self.carry(topic, &receiver, &message, due).await {
            Ok(()) => {
                self.count(topic, |passed| passed.delivered += 1);
                return Ok(None);
            }
            Err(failure) => failure,
        };
        let attempts = due.delivery.attempts.saturating_add(1);
        let waits = match failure {
            Failure::Later(_) => schedule(topic, &receiver).delay_ms(attempts.unsigned_abs()),
            Failure::Refused(_) => None,
        };
        if let Some(delay_ms) = waits {
            return Ok(Some(StoredDelivery { attempts, due: self.later(delay_ms), ..due.delivery.clone() }));
        }
        self.count(topic, |passed| passed.failed += 1);
        let dead = StoredDelivery { dead: true, attempts: 0, ..due.delivery.clone() };
        Ok(self.bury(topic, &receiver, &message, &Due { number: due.number, delivery: dead }).await)
    }

    /// Gives a message that could not be delivered to the subscription's dead-letter queue, if it has one.
    async fn bury(
        &self,
        topic: &Arc<Topic>,
        receiver: &Receiver,
        message: &StoredMessage,
        due: &Due,
    ) -> Option<StoredDelivery> {
        let queue =
            receiver.terms.dead_letters.as_deref().filter(|_| message.kind == MessageKind::Notification)?;
        match self.to_queue(topic, receiver, message, due.number, queue).await {
            Ok(()) => self.count(topic, |passed| passed.redriven += 1),
            Err(Failure::Later(_)) if due.delivery.attempts < DEAD_ATTEMPTS_MAX => {
                let attempts = due.delivery.attempts + 1;
                return Some(StoredDelivery {
                    attempts,
                    due: self.later(DEAD_WAIT_MS),
                    ..due.delivery.clone()
                });
            }
            Err(_) => self.count(topic, |passed| passed.redrive_failed += 1),
        }
        None
    }
}

/// When deliveries to a receiver are tried again.
fn schedule(topic: &Topic, receiver: &Receiver) -> Schedule {
    match receiver.protocol.as_str() {
        "http" | "https" => {
            let settings = topic.described().settings;
            let shared = settings.delivery.as_ref();
            let own =
                receiver.terms.delivery.as_ref().filter(|_| !shared.is_some_and(|policy| policy.overrides));
            let retry =
                own.and_then(|policy| policy.retry).or_else(|| shared.and_then(|policy| policy.retry));
            Schedule::Http(retry.unwrap_or_default())
        }
        "email" | "email-json" => Schedule::Customer,
        _ => Schedule::Managed,
    }
}
