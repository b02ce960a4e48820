//! Asynchronous invocations: an event is stored before it is acknowledged, tried up to three times, and
//! forgotten when its function has had it. Stored under `event/<id>`; `docs/formats/lambda.md` states it.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use kernel::{Place, RequestId, Timestamp};
use tokio::sync::Semaphore;
use wire::{Fault, Shape, from_json, to_json};

use crate::errors::unavailable;
use crate::functions::FunctionName;
use crate::invocation::Request;
use crate::{Lambda, limits};

const PREFIX: &[u8] = b"event/";

/// How many events wait, and how many are at work.
pub struct Events {
    waiting: AtomicUsize,
    at_work: Arc<Semaphore>,
}

impl Default for Events {
    fn default() -> Self {
        Self { waiting: AtomicUsize::new(0), at_work: Arc::new(Semaphore::new(limits::EVENTS_AT_ONCE)) }
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
        from_json(bytes).map_err(|error| error.to_string())
    }
}

impl Lambda {
    /// Stores an event for the function with `function`'s ARN, then works on it in the background.
    pub(crate) async fn queue_event(&self, function: String, payload: Bytes, id: RequestId) -> Result<(), Fault> {
        if payload.len() > limits::EVENT_BYTES_MAX {
            let text = format!(
                "{} byte payload is too large for the Event invocation type (limit {} bytes)",
                payload.len(),
                limits::EVENT_BYTES_MAX
            );
            return Err(Fault::with_status("RequestTooLargeException", 413, text));
        }
        if self.events.waiting.load(Ordering::Relaxed) >= limits::EVENTS_QUEUED_MAX {
            return Err(Fault::with_status("TooManyRequestsException", 429, "Rate Exceeded."));
        }
        let taken = self.dispatch.clock().now();
        let event = StoredEvent { version: 1, id: id.0, function, taken, payload };
        let (key, value) = (event.key(), event.encode());
        let kept = self.store().map_err(unavailable)?.write(move |store| {
            store.put(key, value);
            Ok::<_, Fault>(())
        });
        kept.await.map_err(unavailable)??;
        self.start_event(event);
        Ok(())
    }

    /// Works on the events that were stored when the server ended.
    pub(crate) fn resume_events(&self) -> Result<(), Fault> {
        let mut found = Vec::new();
        let store = self.store().map_err(unavailable)?;
        store
            .scan_prefix(PREFIX, &mut |_, bytes| {
                found.extend(StoredEvent::decode(bytes).ok());
                ControlFlow::Continue(())
            })
            .map_err(unavailable)?;
        for event in found {
            self.start_event(event);
        }
        Ok(())
    }

    fn start_event(&self, event: StoredEvent) {
        self.events.waiting.fetch_add(1, Ordering::Relaxed);
        let (own, at_work) = (self.own(), Arc::clone(&self.events.at_work));
        tokio::spawn(async move {
            for tried in 0..limits::EVENT_TRIES {
                let Ok(_place) = at_work.acquire().await else { return };
                let Some(lambda) = own.upgrade() else { return };
                let worked = lambda.try_event(&event).await;
                drop(_place);
                if worked {
                    break;
                }
                drop(lambda);
                if let Some(wait) = limits::EVENT_WAITS.get(tried as usize) {
                    tokio::time::sleep(*wait).await;
                }
            }
            if let Some(lambda) = own.upgrade() {
                lambda.events.waiting.fetch_sub(1, Ordering::Relaxed);
                lambda.forget_event(&event).await;
            }
        });
    }

    /// Whether the function took the event, or is gone.
    async fn try_event(&self, event: &StoredEvent) -> bool {
        let Ok(name) = FunctionName::parse(&event.function, None, &Place::default()) else { return true };
        let Ok(function) = self.function(&name) else { return true };
        let request = Request {
            payload: event.payload.clone(),
            request_id: RequestId(event.id.clone()),
            invoked_arn: event.function.clone(),
            client_context: None,
        };
        self.run(&function, request).await.is_ok_and(|outcome| outcome.function_error.is_none())
    }

    async fn forget_event(&self, event: &StoredEvent) {
        let key = event.key();
        let Ok(store) = self.store() else { return };
        // Where this fails, the event is tried again after a restart: at least once, as AWS has it.
        let _ = store
            .write(move |store| {
                store.delete(&key);
                Ok::<_, Fault>(())
            })
            .await;
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
