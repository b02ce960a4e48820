//! Asynchronous invocations: an event is stored before it is acknowledged and forgotten when its function
//! took it, failed three times, or is gone. Where the function cannot be run at all (throttled, no
//! interpreter, a role that cannot be taken) the event waits up to six hours. How often it was tried is not
//! stored: a restart counts anew. Stored under `event/<id>`; `docs/formats/lambda.md` states it.

use std::ops::ControlFlow;
use std::sync::{Arc, Weak};

use bytes::Bytes;
use kernel::{RequestId, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::{Fault, Shape, from_json, to_json};

use crate::errors::{fault, payload_too_large, unavailable};
use crate::functions::FunctionName;
use crate::invocation::Request;
use crate::{Lambda, limits};

const PREFIX: &[u8] = b"event/";
const VERSION: i32 = 1;

/// How many events may wait, of how many bytes, and be at work.
pub struct Events {
    count: Arc<Semaphore>,
    bytes: Arc<Semaphore>,
    turns: Semaphore,
}

/// The room that a waiting event takes.
struct Room(#[expect(dead_code, reason = "held, not looked at")] [OwnedSemaphorePermit; 2]);

/// What came of giving an event to its function.
enum Tried {
    /// The function took it, or is gone.
    Over,
    /// The function failed.
    Failed,
    /// The function could not be run.
    NotRun,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            count: Arc::new(Semaphore::new(limits::EVENTS_QUEUED_MAX)),
            bytes: Arc::new(Semaphore::new(limits::EVENTS_QUEUED_BYTES_MAX)),
            turns: Semaphore::new(limits::EVENTS_AT_ONCE),
        }
    }
}

impl Events {
    fn room(&self, bytes: usize) -> Option<Room> {
        let count = Arc::clone(&self.count).try_acquire_owned().ok()?;
        let bytes = Arc::clone(&self.bytes).try_acquire_many_owned(u32::try_from(bytes).ok()?).ok()?;
        Some(Room([count, bytes]))
    }
}

/// An event as it is stored.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredEvent {
    /// The version of this form, 1.
    pub version: i32,
    /// The invocation's id; orders nothing.
    pub id: String,
    /// The function's ARN, as it was invoked.
    pub function: String,
    /// When it was taken.
    pub taken: Timestamp,
    /// The event itself.
    pub payload: Bytes,
}

impl StoredEvent {
    fn key(&self) -> Vec<u8> {
        [PREFIX, self.id.as_bytes()].concat()
    }

    fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    fn decode(bytes: &[u8]) -> Result<Self, String> {
        let event: Self = from_json(bytes).map_err(|error| error.to_string())?;
        match event.version {
            VERSION => Ok(event),
            other => Err(format!("version {other}, where {VERSION} is known")),
        }
    }
}

impl Lambda {
    /// Stores an event for the function with `function`'s ARN, then works on it in the background.
    pub(crate) async fn queue_event(
        &self,
        function: String,
        payload: Bytes,
        id: RequestId,
    ) -> Result<(), Fault> {
        if payload.len() > limits::EVENT_BYTES_MAX {
            return Err(payload_too_large(payload.len(), limits::EVENT_BYTES_MAX, "Event"));
        }
        let full = || fault("TooManyRequestsException", 429, "Rate Exceeded.");
        let room = self.events.room(payload.len()).ok_or_else(full)?;
        let taken = self.dispatch.clock().now();
        let event = StoredEvent { version: VERSION, id: id.0, function, taken, payload };
        self.to_its_end(|lambda| async move {
            lambda.put(event.key(), event.encode()).await?;
            tokio::spawn(follow_event(lambda.own(), event, Some(room)));
            Ok(())
        })
        .await
    }

    /// Works on the events that were stored when the server ended.
    pub(crate) fn resume_events(&self) -> Result<(), Fault> {
        let mut found = Vec::new();
        let mut damaged = None;
        let store = self.store().map_err(unavailable)?;
        store
            .scan_prefix(PREFIX, &mut |_, bytes| match StoredEvent::decode(bytes) {
                Ok(event) => {
                    found.push(event);
                    ControlFlow::Continue(())
                }
                Err(reason) => {
                    damaged = Some(reason);
                    ControlFlow::Break(())
                }
            })
            .map_err(unavailable)?;
        if let Some(reason) = damaged {
            return Err(Fault::internal(format!("a stored event is damaged: {reason}")));
        }
        // They had room when they were taken; in a smaller queue they count as far as there is room.
        for event in found {
            let room = self.events.room(event.payload.len());
            tokio::spawn(follow_event(self.own(), event, room));
        }
        Ok(())
    }

    async fn try_event(&self, event: &StoredEvent) -> Tried {
        let Some(name) = FunctionName::of_arn(&event.function) else { return Tried::Over };
        let function = match self.function(&name) {
            Ok(function) => function,
            Err(fault) if fault.status == 404 => return Tried::Over,
            Err(_) => return Tried::NotRun,
        };
        let request = Request {
            payload: event.payload.clone(),
            request_id: RequestId(event.id.clone()),
            invoked_arn: event.function.clone(),
            client_context: None,
        };
        match self.run(&function, request).await {
            Ok(outcome) if outcome.function_error.is_none() => Tried::Over,
            Ok(_) => Tried::Failed,
            Err(_) => Tried::NotRun,
        }
    }
}

/// Tries `event` until the function took it, has failed too often, or is gone.
async fn follow_event(lambda: Weak<Lambda>, event: StoredEvent, _room: Option<Room>) {
    let mut failures = 0;
    let [mut pause, pause_max] = limits::EVENT_THROTTLED_WAITS;
    loop {
        let Some(lambda) = lambda.upgrade() else { return };
        let stopping = lambda.stopping.watch();
        let tried = {
            let Ok(_turn) = lambda.events.turns.acquire().await else { return };
            lambda.try_event(&event).await
        };
        let is_over = |tried: &Tried| matches!(tried, Tried::Over);
        // A function that is killed by the server's end has not failed.
        if stopping.is_set() && !is_over(&tried) {
            return;
        }
        let wait = match tried {
            Tried::Over => None,
            Tried::Failed => limits::EVENT_WAITS.get(failures).copied(),
            Tried::NotRun => {
                let age_ms = lambda.dispatch.clock().now().millis_since(event.taken);
                (age_ms < limits::EVENT_AGE_MS_MAX).then_some(pause)
            }
        };
        let Some(wait) = wait else {
            // Where this fails, the event is tried again after a restart: at least once, as AWS has it.
            let _ = lambda.delete(event.key()).await;
            return;
        };
        match tried {
            Tried::Failed => failures += 1,
            _ => pause = (pause * 2).min(pause_max),
        }
        drop(lambda);
        stopping.pause(wait).await;
        if stopping.is_set() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let event = StoredEvent {
            version: 1,
            id: "i".into(),
            function: "arn:f".into(),
            taken: Timestamp(2000),
            payload: Bytes::from_static(b"{}"),
        };
        let pinned = r#"{"Version":1,"Id":"i","Function":"arn:f","Taken":2.0,"Payload":"e30="}"#;
        assert_eq!(String::from_utf8(event.encode()).unwrap(), pinned);
        assert_eq!(StoredEvent::decode(pinned.as_bytes()), Ok(event.clone()));
        assert_eq!(event.key(), b"event/i");
    }
}
