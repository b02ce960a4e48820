//! Handing a batch over: retries, splitting, reports of failed items, records that grow too old, giving up.
//!
//! What is done is noted as it gets done, in parts if need be. Only what the function itself failed at counts
//! against the mapping's retries; a function that could not be run (throttled, gone, no interpreter) is
//! waited for until its records are too old.

use std::collections::VecDeque;

use bytes::Bytes;
use wire::Fault;

use super::Follower;
use super::batch::{self, Item};
use super::failure::Failure;
use crate::invocation::Request;
use crate::{Lambda, limits};

/// What came of handing records over.
enum Came {
    /// The function took so many, from the first.
    Took(usize),
    /// The function failed.
    Failed,
    /// The function could not be run.
    NotRun,
}

impl Follower {
    /// Gives `batch` to the function until it is done with, in parts if need be, and notes how far it is.
    /// Returns early when the mapping is stopped.
    pub(super) async fn hand_over(&self, service: &Lambda, batch: Vec<Item>) -> Result<(), Fault> {
        let stored = &self.mapping.stored;
        let mut parts = VecDeque::from([batch]);
        let (mut failures, mut wait) = (0, limits::RETRY_WAIT_FIRST);
        while let Some(mut part) = parts.pop_front() {
            let stale = part.iter().take_while(|record| self.is_too_old(service, record)).count();
            if stale > 0 && !self.tell_failure(service, &part[..stale], Failure::TooOld, failures).await? {
                return Ok(());
            }
            self.done_with(service, &mut part, stale).await?;
            if part.is_empty() {
                failures = 0;
                continue;
            }
            let came = self.invoke(service, &part).await;
            let took = if let Came::Took(count) = came { count } else { 0 };
            self.done_with(service, &mut part, took).await?;
            if took > 0 {
                (failures, wait) = (0, limits::RETRY_WAIT_FIRST);
            }
            if part.is_empty() {
                continue;
            }
            // A function that is killed by the server's end has not failed.
            if self.stopped.is_set() {
                return Ok(());
            }
            // What the function itself did not do counts for nothing; nor does splitting, be it in two or
            // at the first record that was reported.
            let ran = !matches!(came, Came::NotRun);
            let splits = ran && stored.bisects && took == 0 && part.len() > 1;
            let is_split = splits || (stored.bisects && took > 0);
            failures += i32::from(ran && !is_split);
            if stored.retries_max >= 0 && failures > stored.retries_max {
                if !self.tell_failure(service, &part, Failure::Exhausted, failures).await? {
                    return Ok(());
                }
                let all = part.len();
                self.done_with(service, &mut part, all).await?;
                failures = 0;
                continue;
            }
            self.stopped.pause(wait).await;
            if self.stopped.is_set() {
                return Ok(());
            }
            wait = (wait * 2).min(limits::RETRY_WAIT_MAX);
            if splits {
                let second = part.split_off(part.len() / 2);
                parts.push_front(second);
            }
            parts.push_front(part);
        }
        Ok(())
    }

    /// Notes that the first `count` records of `part` are done, and takes them out.
    async fn done_with(&self, service: &Lambda, part: &mut Vec<Item>, count: usize) -> Result<(), Fault> {
        if let Some(last) = part.drain(..count).next_back() {
            service.checkpoint(&self.mapping, &self.shard, last.done()).await?;
        }
        Ok(())
    }

    fn is_too_old(&self, service: &Lambda, record: &Item) -> bool {
        let limit_seconds = self.mapping.stored.age_seconds_max;
        limit_seconds >= 0
            && service.dispatch.clock().now().millis_since(record.arrival)
                > u64::from(limit_seconds.unsigned_abs()) * 1000
    }

    async fn invoke(&self, service: &Lambda, records: &[Item]) -> Came {
        let run = async {
            // It may have been changed, or deleted, while this batch was being tried.
            let function = service.function_of(&self.mapping)?;
            let request = Request {
                payload: Bytes::from(batch::event(records)),
                request_id: service.dispatch.request_id(),
                invoked_arn: self.mapping.stored.function.clone(),
                client_context: None,
            };
            if let Some(last) = records.last() {
                let age_ms = service.dispatch.clock().now().millis_since(last.arrival);
                service.count(&function.stored.place(), &function.stored.name, |calls| {
                    calls.iterator_age(age_ms)
                });
            }
            service.run_unasked(&function, request).await
        };
        let (came, result) = match run.await {
            // No function can be given a record that is too large, however often it is tried.
            Err(fault) if fault.status == 413 => (Came::Failed, format!("PROBLEM: {}", fault.message)),
            Err(fault) => (Came::NotRun, format!("PROBLEM: {}", fault.message)),
            Ok(outcome) => {
                let took = match (outcome.function_error, self.mapping.stored.reports_items) {
                    (Some(_), _) => None,
                    (None, true) => Some(batch::taken(&outcome.payload, records)),
                    (None, false) => Some(records.len()),
                };
                let whole = took == Some(records.len());
                let result = if whole { "OK" } else { "PROBLEM: Function call failed" };
                (took.map_or(Came::Failed, Came::Took), result.to_owned())
            }
        };
        self.mapping.set_result(&result);
        came
    }
}
