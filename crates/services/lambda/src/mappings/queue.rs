//! Queues as event sources: one task receives messages, and batches of them are worked side by side.
//!
//! What the function took is deleted from the queue. What it failed at is left there: it is seen again when its
//! visibility times out, and goes to the queue's dead-letter queue when that was too often. So nothing is noted
//! here, and a message reaches the function at least once, whatever is killed. Order within a group is the queue's
//! business: it hides the rest of a group while some of it is at work.

mod batch;
mod message;

use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use dispatch::Stopped;
use kernel::Arn;
use sqs_api as sqs;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;
use wire::Fault;

use super::Mapping;
use crate::functions::Function;
use crate::invocation::Request;
use crate::{Lambda, limits};
use message::Item;

/// A queue that a mapping receives from.
#[derive(Clone, Debug)]
pub struct QueueSource {
    /// Its ARN.
    pub arn: Arn,
}

impl QueueSource {
    /// The queue with this ARN, if it is one's.
    pub fn of(arn: &Arn) -> Option<Self> {
        let is_queue = arn.service() == "sqs" && !arn.resource().contains([':', '/']);
        is_queue.then(|| Self { arn: arn.clone() })
    }

    /// Whether it is a FIFO queue.
    pub fn is_fifo(&self) -> bool {
        self.arn.resource().ends_with(".fifo")
    }

    /// What SQS takes for its URL.
    pub fn url(&self) -> String {
        format!("/{}/{}", self.arn.account(), self.arn.resource())
    }
}

/// Receives from the queue and has batches worked until the mapping is stopped; then waits for those at work.
pub async fn drain(lambda: Weak<Lambda>, mapping: Arc<Mapping>, queue: QueueSource) {
    let stopped = mapping.stopped();
    let most = mapping.stored.concurrency.unwrap_or(limits::QUEUE_BATCHES_AT_ONCE);
    let places = Arc::new(Semaphore::new(most.max(1) as usize));
    let mut at_work = JoinSet::new();
    let mut wait = limits::RETRY_WAIT_FIRST;
    while !stopped.is_set() {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place.expect("invariant: the semaphore stays open"),
            () = stopped.set() => break,
        };
        // Ended ones are let go of.
        while at_work.try_join_next().is_some() {}
        let Some(service) = lambda.upgrade() else { return };
        match service.gather(&mapping, &queue, &stopped).await {
            Ok(items) if items.is_empty() => wait = limits::RETRY_WAIT_FIRST,
            Ok(items) => {
                wait = limits::RETRY_WAIT_FIRST;
                let (mapping, queue) = (Arc::clone(&mapping), queue.clone());
                at_work.spawn(async move {
                    let _place = place;
                    service.work_batch(&mapping, &queue, items).await;
                });
            }
            Err(fault) => {
                drop(service);
                mapping.set_result(&format!("PROBLEM: {}", fault.message));
                stopped.pause(wait).await;
                wait = (wait * 2).min(limits::READ_WAIT_MAX);
            }
        }
    }
    while at_work.join_next().await.is_some() {}
}

impl Lambda {
    /// Receives a batch: what there is, or comes while the mapping's window lasts.
    async fn gather(
        &self,
        mapping: &Mapping,
        queue: &QueueSource,
        stopped: &Stopped,
    ) -> Result<Vec<Item>, Fault> {
        let function = self.function_of(mapping)?;
        let size = mapping.stored.batch_size.unsigned_abs() as usize;
        let mut items =
            self.receive_some(mapping, &function, queue, size, limits::QUEUE_WAIT_S, stopped).await?;
        let window = Duration::from_secs(u64::from(mapping.stored.window_seconds.unsigned_abs()));
        let end = Instant::now() + window;
        while !items.is_empty() && items.len() < size && batch::has_room(&items) {
            let left = end.saturating_duration_since(Instant::now());
            let wait_s = (left.as_secs() as i32).min(limits::QUEUE_WAIT_S);
            let asked = size - items.len();
            // What is at hand is good, and comes first.
            let more = self.receive_some(mapping, &function, queue, asked, wait_s, stopped).await;
            let more = more.unwrap_or_default();
            if more.is_empty() && (left < Duration::from_secs(1) || stopped.is_set()) {
                break;
            }
            items.extend(more);
        }
        Ok(items)
    }

    /// Receives up to ten messages; those that the filter does not let through are deleted at once, as Lambda does.
    async fn receive_some(
        &self,
        mapping: &Mapping,
        function: &Function,
        queue: &QueueSource,
        most: usize,
        wait_s: i32,
        stopped: &Stopped,
    ) -> Result<Vec<Item>, Fault> {
        let call = self.poller_call(function, &queue.arn);
        let input = sqs::ReceiveMessageInput {
            queue_url: queue.url(),
            max_number_of_messages: Some(most.min(limits::QUEUE_RECEIVE_MAX) as i32),
            message_system_attribute_names: Some(vec!["All".to_owned()]),
            message_attribute_names: Some(vec!["All".to_owned()]),
            wait_time_seconds: Some(wait_s),
            ..Default::default()
        };
        let received = tokio::select! {
            received = self.dispatch.call::<sqs::ReceiveMessage>(&call, input) => received?,
            () = stopped.set() => return Ok(Vec::new()),
        };
        let messages = received.messages.unwrap_or_default();
        let (mut items, mut passed) = (Vec::new(), Vec::new());
        for message in messages {
            let admits = mapping.filter.admits(|| message::document(&message, &mapping.filter));
            let item = Item::of(message, &queue.arn);
            if admits { items.push(item) } else { passed.push(item.receipt_handle) }
        }
        self.delete_messages(function, queue, passed).await?;
        Ok(items)
    }

    /// Gives a batch to the function, in as many invocations as its bytes need, and deletes what it took.
    async fn work_batch(&self, mapping: &Mapping, queue: &QueueSource, mut items: Vec<Item>) {
        while !items.is_empty() {
            let rest = items.split_off(batch::fitting(&items));
            let worked = self.work_part(mapping, queue, items).await;
            mapping.set_result(&worked.unwrap_or_else(|fault| format!("PROBLEM: {}", fault.message)));
            items = rest;
        }
    }

    async fn work_part(
        &self,
        mapping: &Mapping,
        queue: &QueueSource,
        items: Vec<Item>,
    ) -> Result<String, Fault> {
        // It may have been changed, or deleted, meanwhile.
        let function = self.function_of(mapping)?;
        let request = Request {
            payload: Bytes::from(batch::event(&items)),
            request_id: self.dispatch.request_id(),
            invoked_arn: mapping.stored.function.clone(),
            client_context: None,
        };
        let outcome = self.run_unasked(&function, request).await?;
        let failed = match (outcome.function_error, mapping.stored.reports_items) {
            (Some(_), _) => None,
            (None, true) => batch::failed(&outcome.payload, &items),
            (None, false) => Some(Vec::new()),
        };
        let problem = || "PROBLEM: Function call failed".to_owned();
        let Some(failed) = failed else { return Ok(problem()) };
        let taken = items.into_iter().filter(|item| !failed.contains(&item.message_id));
        self.delete_messages(&function, queue, taken.map(|item| item.receipt_handle).collect()).await?;
        Ok(if failed.is_empty() { "OK".to_owned() } else { problem() })
    }

    async fn delete_messages(
        &self,
        function: &Function,
        queue: &QueueSource,
        receipts: Vec<String>,
    ) -> Result<(), Fault> {
        let call = self.poller_call(function, &queue.arn);
        for part in receipts.chunks(limits::QUEUE_RECEIVE_MAX) {
            let entry = |(index, receipt_handle): (usize, &String)| sqs::DeleteMessageBatchRequestEntry {
                id: index.to_string(),
                receipt_handle: receipt_handle.clone(),
            };
            let entries = part.iter().enumerate().map(entry).collect();
            let input = sqs::DeleteMessageBatchInput { queue_url: queue.url(), entries };
            self.dispatch.call::<sqs::DeleteMessageBatch>(&call, input).await?;
        }
        Ok(())
    }
}
