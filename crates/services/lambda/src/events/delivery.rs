//! Handing events out and giving them to their functions: again after a failure, later where the function
//! cannot be run, until they are too old.
//!
//! Times are those of the house's clock, which is looked at now and then, for it may be moved.

use dispatch::Stopped;
use std::sync::{Arc, PoisonError, Weak};
use std::time::Duration;

use kernel::{RequestId, Timestamp};
use tokio::sync::Notify;
use wire::Fault;

use super::destination::{Condition, Record};
use super::queue::Ticket;
use super::stored::{self, StoredEvent};
use crate::engine::Outcome;
use crate::errors::unavailable;
use crate::functions::{Function, FunctionName, StoredAsynchronous};
use crate::invocation::Request;
use crate::{Lambda, limits};

/// What is to become of an event.
enum Next {
    /// Nothing: it is done with.
    Over,
    /// It is tried again at this time; the function failed at it.
    Again(Timestamp),
    /// It is tried again when the function can be run.
    Held,
    /// Nothing now: the server ends.
    Left,
}

/// Hands out what is due until nothing is left or the service ends.
pub(super) async fn hand_out(lambda: Weak<Lambda>, changed: Arc<Notify>, stopped: Stopped) {
    loop {
        let Some(service) = lambda.upgrade().filter(|_| !stopped.is_set()) else { return };
        let now = service.dispatch.clock().now();
        let wait = {
            let mut state = service.events.state.lock().unwrap_or_else(PoisonError::into_inner);
            while let Some(ticket) = state.queue.next(now) {
                tokio::spawn(work(Weak::clone(&lambda), ticket, stopped.clone()));
            }
            if state.queue.is_empty() {
                state.is_handed_out = false;
                return;
            }
            let due = state.queue.next_at().map(|at| Duration::from_millis(at.millis_since(now)));
            due.map(|due| due.min(limits::EVENTS_LOOK_EVERY))
        };
        drop(service);
        let due = async {
            match wait {
                Some(wait) => tokio::time::sleep(wait).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = changed.notified() => {}
            () = due => {}
            () = stopped.set() => return,
        }
    }
}

/// Tries one event once.
async fn work(lambda: Weak<Lambda>, ticket: Ticket, stopped: Stopped) {
    let Some(lambda) = lambda.upgrade() else { return };
    let next = lambda.try_event(&ticket, &stopped).await;
    match next {
        Next::Over => {
            // Where this fails, the event comes again after a restart: at least once, as AWS has it.
            let _ = lambda.delete(stored::key(&ticket.id)).await;
            lambda.events.change(|queue| queue.done(ticket));
        }
        Next::Again(due) => {
            lambda.events.change(|queue| queue.wait(ticket, due));
        }
        Next::Held => {
            let now = lambda.dispatch.clock().now();
            lambda.events.change(|queue| {
                queue.hold(&ticket, now);
                queue.wait(ticket, now)
            });
        }
        Next::Left => {}
    }
}

impl Lambda {
    async fn try_event(&self, ticket: &Ticket, stopped: &Stopped) -> Next {
        let bytes = match self.store().and_then(|store| store.get(&stored::key(&ticket.id))) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return Next::Over,
            Err(_) => return Next::Held,
        };
        // It was sound when it was stored or taken back.
        let Ok(event) = StoredEvent::decode(&bytes) else { return Next::Over };
        drop(bytes);
        let Some(name) = FunctionName::of_arn(&event.function) else { return Next::Over };
        let function = match self.function(&name) {
            Ok(function) => function,
            Err(fault) if fault.status == 404 => return Next::Over,
            Err(_) => return Next::Held,
        };
        let settings = function.stored.asynchronous.clone().unwrap_or_default();
        if self.is_too_old(&event, &settings) {
            return self.give_up(&function, &event, Condition::EventAgeExceeded, None, stopped).await;
        }
        let age_ms = self.dispatch.clock().now().millis_since(event.taken);
        self.count(&function.stored.place(), &function.stored.name, |calls| calls.event_age(age_ms));
        let request = Request {
            payload: event.payload.clone(),
            request_id: RequestId(event.id.clone()),
            invoked_arn: event.function.clone(),
            client_context: None,
        };
        let ran = self.run_unasked(&function, request).await;
        if ran.is_ok() {
            self.events.change(|queue| queue.release(ticket));
        }
        match ran {
            Ok(outcome) if outcome.function_error.is_none() => {
                let record = Record::new(&event, Condition::Success, Some(&outcome));
                self.tell(&function, settings.on_success.as_deref(), record, stopped).await
            }
            // A function that is killed by the server's end has not failed.
            _ if stopped.is_set() => Next::Left,
            Ok(outcome) => self.failed_at(&function, event, &settings, &outcome, stopped).await,
            // AWS lets such events go to the destination at once, and drops them where there is none.
            Err(_) if function.stored.concurrency == Some(0) && settings.on_failure.is_some() => {
                let condition = Condition::ZeroReservedConcurrency;
                self.give_up(&function, &event, condition, None, stopped).await
            }
            Err(_) => Next::Held,
        }
    }

    fn is_too_old(&self, event: &StoredEvent, settings: &StoredAsynchronous) -> bool {
        let most = settings.age_seconds_max.unwrap_or(limits::EVENT_AGE_SECONDS_DEFAULT);
        let age_ms = self.dispatch.clock().now().millis_since(event.taken);
        age_ms > u64::from(most.unsigned_abs()) * 1000
    }

    /// Notes that the function failed at `event`, unless that was once too often.
    async fn failed_at(
        &self,
        function: &Function,
        event: StoredEvent,
        settings: &StoredAsynchronous,
        outcome: &Outcome,
        stopped: &Stopped,
    ) -> Next {
        let failures = event.failures.unwrap_or(0) + 1;
        let event = StoredEvent { failures: Some(failures), ..event };
        let retries = settings.retries_max.unwrap_or(limits::EVENT_RETRY_MS.len() as i32);
        let wait_ms = limits::EVENT_RETRY_MS.get(failures.unsigned_abs() as usize - 1);
        let Some(wait_ms) = wait_ms.filter(|_| failures <= retries) else {
            return self.give_up(function, &event, Condition::RetriesExhausted, Some(outcome), stopped).await;
        };
        let due = Timestamp(self.dispatch.clock().now().0 + wait_ms);
        // Where it cannot be noted, it is counted anew after a restart.
        let _ = self.keep_event(StoredEvent { due: Some(due), ..event }).await;
        Next::Again(due)
    }

    async fn give_up(
        &self,
        function: &Function,
        event: &StoredEvent,
        condition: Condition,
        outcome: Option<&Outcome>,
        stopped: &Stopped,
    ) -> Next {
        self.count(&function.stored.place(), &function.stored.name, |calls| calls.event_dropped());
        let settings = function.stored.asynchronous.as_ref();
        let target = settings.and_then(|settings| settings.on_failure.as_deref());
        match self.tell(function, target, Record::new(event, condition, outcome), stopped).await {
            Next::Over => self.bury(function, event, outcome, stopped).await,
            next => next,
        }
    }

    /// Gives an event that is given up to the queue of the function's dead letters, with what went wrong.
    async fn bury(
        &self,
        function: &Function,
        event: &StoredEvent,
        outcome: Option<&Outcome>,
        stopped: &Stopped,
    ) -> Next {
        let Some(target) = function.stored.dead_letters.as_deref() else { return Next::Over };
        let body = String::from_utf8_lossy(&event.payload).into_owned();
        let answer = outcome.map(|outcome| String::from_utf8_lossy(&outcome.payload).into_owned());
        let said = answer.and_then(|answer| serde_json::from_str::<serde_json::Value>(&answer).ok());
        let said = said.and_then(|said| said["errorMessage"].as_str().map(str::to_owned));
        let said =
            said.filter(|said| !said.is_empty()).unwrap_or_else(|| "The event was not taken.".to_owned());
        let said: String = said.chars().take(limits::DEAD_LETTER_TEXT_MAX).collect();
        let attributes = [
            ("RequestID", "String", event.id.clone()),
            ("ErrorCode", "Number", "200".to_owned()),
            ("ErrorMessage", "String", said),
        ];
        match self.tell_destination(function, target, body, &attributes, stopped).await {
            true => Next::Over,
            false => Next::Left,
        }
    }

    /// Tells a destination what became of an event, which is then over.
    async fn tell(
        &self,
        function: &Function,
        target: Option<&str>,
        record: Record<'_>,
        stopped: &Stopped,
    ) -> Next {
        let Some(target) = target else { return Next::Over };
        let record = record.document(self.dispatch.clock().now());
        match self.tell_destination(function, target, record, &[], stopped).await {
            true => Next::Over,
            false => Next::Left,
        }
    }

    /// Stores `event` as it is now, unless it was forgotten.
    async fn keep_event(&self, event: StoredEvent) -> Result<(), Fault> {
        let kept = self.store().map_err(unavailable)?.write(move |store| {
            let key = stored::key(&event.id);
            if store.get(&key).map_err(unavailable)?.is_some() {
                store.put(key, event.encode());
            }
            Ok::<_, Fault>(())
        });
        kept.await.map_err(unavailable)?
    }
}
