//! Asynchronous invocations: an event is stored before it is acknowledged and forgotten when its function
//! took it, failed at it as often as it may, let it grow too old, or is gone.
//!
//! Invariants: an acknowledged event is given to its function at least once, whatever is killed; how often it
//! was tried is stored. One task hands out what is due and ends when nothing is left, so an idle house has
//! none. Stored under `event/<id>`; `docs/formats/lambda.md` states it.

mod delivery;
mod destination;
mod queue;
mod stored;

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use kernel::RequestId;
use tokio::sync::Notify;
use wire::Fault;

use crate::errors::{fault, function_not_found, payload_too_large, unavailable};
use crate::functions::{Function, FunctionName};
use crate::{Lambda, limits};
pub use destination::is_topic;
use queue::Queue;
use stored::StoredEvent;

/// The events that wait or are worked on.
#[derive(Default)]
pub struct Events {
    state: Mutex<State>,
    /// That the queue changed, for the task that hands out.
    changed: Arc<Notify>,
}

#[derive(Default)]
struct State {
    queue: Queue,
    /// Whether the task that hands out is there.
    is_handed_out: bool,
}

impl Events {
    fn change<T>(&self, change: impl FnOnce(&mut Queue) -> T) -> T {
        let changed = change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner).queue);
        self.changed.notify_one();
        changed
    }

    /// Forgets the events of the function with this ARN; gives the keys they are stored under.
    pub fn forget(&self, function: &str) -> Vec<Vec<u8>> {
        self.change(|queue| queue.forget(function))
    }
}

impl Lambda {
    /// Stores an event for `function`, invoked by the name `invoked`, then works on it in the background.
    pub(crate) async fn queue_event(
        &self,
        function: &Function,
        invoked: &FunctionName,
        payload: Bytes,
        id: RequestId,
    ) -> Result<(), Fault> {
        if payload.len() > limits::EVENT_BYTES_MAX {
            return Err(payload_too_large(payload.len(), limits::EVENT_BYTES_MAX, "Event"));
        }
        let full = || fault("TooManyRequestsException", 429, "Rate Exceeded.");
        let (owner, arn) = (function.stored.arn(), invoked.arn());
        let place = self.events.change(|queue| queue.admit(owner.as_str(), id.0.clone(), payload.len()));
        let ticket = place.ok_or_else(full)?;
        let now = self.dispatch.clock().now();
        let event = StoredEvent {
            version: stored::VERSION,
            id: id.0,
            function: arn.to_string(),
            taken: now,
            failures: None,
            due: None,
            payload,
        };
        let function_key = function.stored.key();
        let counted = (function.stored.place(), function.stored.name.clone());
        self.to_its_end(move |lambda| async move {
            // The function may be deleted at this moment: then nothing is left that waits for it.
            let (key, value) = (stored::key(&event.id), event.encode());
            let kept = lambda.store().map_err(unavailable)?.write(move |store| {
                let is_there = store.get(&function_key).map_err(unavailable)?.is_some();
                if is_there {
                    store.put(key, value);
                }
                Ok::<_, Fault>(is_there)
            });
            let kept = kept.await.map_err(unavailable).flatten();
            let waits = match kept {
                Ok(true) => lambda.events.change(|queue| queue.wait(ticket, now)),
                Ok(false) | Err(_) => {
                    lambda.events.change(|queue| queue.done(ticket));
                    false
                }
            };
            if kept.as_ref().is_ok_and(|kept| *kept) {
                lambda.count(&counted.0, &counted.1, |calls| calls.event());
            }
            if !kept? {
                return Err(function_not_found(&arn));
            }
            if !waits {
                // It was deleted and made again in between.
                lambda.delete(stored::key(&event.id)).await?;
                return Err(function_not_found(&arn));
            }
            lambda.hand_out_events();
            Ok(())
        })
        .await
    }

    /// Works on the events that were stored when the server ended.
    pub(crate) fn resume_events(&self) -> Result<(), Fault> {
        let mut damaged = None;
        let store = self.store().map_err(unavailable)?;
        let take_back = &mut |_: &[u8], bytes: &Bytes| match StoredEvent::decode(bytes) {
            Ok(event) => {
                self.take_event_back(event);
                ControlFlow::Continue(())
            }
            Err(reason) => {
                damaged = Some(reason);
                ControlFlow::Break(())
            }
        };
        store.scan_prefix(stored::PREFIX, take_back).map_err(unavailable)?;
        if let Some(reason) = damaged {
            return Err(Fault::internal(format!("a stored event is damaged: {reason}")));
        }
        self.hand_out_events();
        Ok(())
    }

    fn take_event_back(&self, event: StoredEvent) {
        let owner =
            FunctionName::of_arn(&event.function).map(|name| FunctionName { qualifier: None, ..name });
        let owner = owner.map_or_else(|| event.function.clone(), |name| name.arn().to_string());
        let due = event.due.unwrap_or(event.taken);
        self.events.change(|queue| {
            let ticket = queue.take_back(&owner, event.id, event.payload.len());
            queue.wait(ticket, due)
        });
    }

    /// Lets the task run that hands out events, if there are any and it does not yet.
    fn hand_out_events(&self) {
        let mut state = self.events.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.is_handed_out && !state.queue.is_empty() {
            state.is_handed_out = true;
            tokio::spawn(delivery::hand_out(
                self.own(),
                Arc::clone(&self.events.changed),
                self.stopping.watch(),
            ));
        }
    }
}
