//! The calls to providers that are under way: polled together, in order, without tasks.
//!
//! No task is spawned, so dropping the driver's future stops everything at once, and a run with
//! deterministic providers is deterministic. Every wake-up polls all of them; they are few.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::Poll;

use serde_json::{Map, Value};

use super::next::Call;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{ResourceFailure, Work};

/// The answer of a provider.
#[derive(Debug)]
pub(super) enum Answer {
    Created(Result<PhysicalId, ResourceFailure>),
    Settled(Result<Map<String, Value>, ResourceFailure>),
    Deleted(Result<(), ResourceFailure>),
}

/// The calls under way, by the position of their resource.
#[derive(Default)]
pub(super) struct InFlight {
    calls: Vec<(usize, Call, Work<'static, Answer>)>,
}

impl InFlight {
    pub(super) fn start(&mut self, index: usize, call: Call, work: Work<'static, Answer>) {
        self.calls.push((index, call, work));
    }

    /// Stops waiting for the call of `index`.
    pub(super) fn cancel(&mut self, index: usize) {
        self.calls.retain(|(each, ..)| *each != index);
    }

    pub(super) fn busy(&self) -> BTreeMap<usize, Call> {
        self.calls.iter().map(|(index, call, _)| (*index, *call)).collect()
    }

    /// The first answer to come. Waits for ever if there is nothing under way.
    pub(super) async fn first(&mut self) -> (usize, Answer) {
        poll_fn(|context| {
            for position in 0..self.calls.len() {
                let (index, _, work) = &mut self.calls[position];
                let index = *index;
                if let Poll::Ready(answer) = work.as_mut().poll(context) {
                    drop(self.calls.remove(position));
                    return Poll::Ready((index, answer));
                }
            }
            Poll::Pending
        })
        .await
    }
}
