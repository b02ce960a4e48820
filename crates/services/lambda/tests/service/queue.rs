//! A small queue in memory that speaks the operations of SQS which Lambda calls. What is received is hidden for ever,
//! until the test shows it again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dispatch::{Call, Handle, Principal, Routes};
use sqs_api::*;
use tokio::sync::{Notify, watch};
use wire::Fault;

use crate::oracle::PATIENCE;

pub const QUEUE: &str = "arn:aws:sqs:us-east-1:000000000000:q";

#[derive(Default)]
struct State {
    next: u64,
    visible: VecDeque<Message>,
    hidden: BTreeMap<String, Message>,
}

pub struct Queue {
    state: Mutex<State>,
    arrivals: Notify,
    /// The ids of messages that were deleted.
    pub deleted: watch::Sender<Vec<String>>,
    /// What was sent.
    pub sent: watch::Sender<Vec<SendMessageInput>>,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            state: Mutex::default(),
            arrivals: Notify::new(),
            deleted: watch::channel(Vec::new()).0,
            sent: watch::channel(Vec::new()).0,
        }
    }
}

impl Queue {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&SERVICE, self.clone())
            .with::<DeleteMessageBatch>()
            .with::<GetQueueAttributes>()
            .with::<ReceiveMessage>()
            .with::<SendMessage>()
    }

    /// Puts messages with these bodies; their ids are `m0`, `m1`, ….
    pub fn put(&self, bodies: &[&str]) {
        let mut state = self.state.lock().unwrap();
        for body in bodies {
            let id = format!("m{}", state.next);
            state.next += 1;
            state.visible.push_back(Message {
                message_id: Some(id.clone()),
                receipt_handle: Some(format!("r-{id}")),
                body: Some((*body).to_owned()),
                attributes: Some(BTreeMap::from([("ApproximateReceiveCount".into(), "1".into())])),
                ..Message::default()
            });
        }
        drop(state);
        self.arrivals.notify_waiters();
        self.arrivals.notify_one();
    }

    /// Shows again what is hidden, as when visibility times out.
    pub fn show(&self) {
        let mut state = self.state.lock().unwrap();
        let hidden = std::mem::take(&mut state.hidden);
        state.visible.extend(hidden.into_values());
        drop(state);
        self.arrivals.notify_one();
    }

    /// Waits until so many messages are deleted; their ids in order of number.
    pub async fn until_deleted(&self, count: usize) -> Vec<String> {
        let mut watch = self.deleted.subscribe();
        let reached = tokio::time::timeout(PATIENCE, watch.wait_for(|deleted| deleted.len() >= count));
        let mut deleted = reached.await.expect("messages were not deleted").unwrap().clone();
        deleted.sort();
        deleted
    }

    /// Waits until something was sent; answers it.
    pub async fn until_sent(&self) -> SendMessageInput {
        let mut watch = self.sent.subscribe();
        let reached = tokio::time::timeout(PATIENCE, watch.wait_for(|sent| !sent.is_empty()));
        drop(reached.await.expect("nothing was sent").unwrap());
        let mut first = None;
        self.sent.send_modify(|sent| first = Some(sent.remove(0)));
        first.unwrap()
    }

    fn take(&self, most: usize) -> Vec<Message> {
        let mut state = self.state.lock().unwrap();
        let count = most.min(state.visible.len());
        let taken: Vec<Message> = state.visible.drain(..count).collect();
        for message in &taken {
            state.hidden.insert(message.receipt_handle.clone().unwrap(), message.clone());
        }
        taken
    }
}

fn check(call: &Call, url: &str) {
    assert!(matches!(&call.principal, Principal::Session { .. }), "{:?}", call.principal);
    assert_eq!(url, "/000000000000/q");
}

impl Handle<ReceiveMessage> for Queue {
    async fn handle(&self, call: &Call, input: ReceiveMessageInput) -> Result<ReceiveMessageOutput, Fault> {
        check(call, &input.queue_url);
        let most = input.max_number_of_messages.unwrap() as usize;
        let wait = Duration::from_secs(input.wait_time_seconds.unwrap() as u64);
        let arrival = self.arrivals.notified();
        let mut taken = self.take(most);
        if taken.is_empty() {
            // Either way the wait is over.
            let _ = tokio::time::timeout(wait, arrival).await;
            taken = self.take(most);
        }
        Ok(ReceiveMessageOutput { messages: (!taken.is_empty()).then_some(taken) })
    }
}

impl Handle<DeleteMessageBatch> for Queue {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteMessageBatchInput,
    ) -> Result<DeleteMessageBatchOutput, Fault> {
        check(call, &input.queue_url);
        let mut ids = Vec::new();
        for entry in input.entries {
            let message = self.state.lock().unwrap().hidden.remove(&entry.receipt_handle).unwrap();
            ids.push(message.message_id.unwrap());
        }
        self.deleted.send_modify(|deleted| deleted.extend(ids));
        Ok(DeleteMessageBatchOutput::default())
    }
}

impl Handle<GetQueueAttributes> for Queue {
    async fn handle(
        &self,
        _: &Call,
        input: GetQueueAttributesInput,
    ) -> Result<GetQueueAttributesOutput, Fault> {
        let seconds = match input.queue_url.as_str() {
            "/000000000000/gone" => {
                return Err(Fault::sender("QueueDoesNotExist", "The specified queue does not exist."));
            }
            "/000000000000/hasty" => "30",
            _ => "60",
        };
        let attributes = BTreeMap::from([("VisibilityTimeout".to_owned(), seconds.to_owned())]);
        Ok(GetQueueAttributesOutput { attributes: Some(attributes) })
    }
}

impl Handle<SendMessage> for Queue {
    async fn handle(&self, call: &Call, input: SendMessageInput) -> Result<SendMessageOutput, Fault> {
        check(call, &input.queue_url);
        self.sent.send_modify(|sent| sent.push(input));
        Ok(SendMessageOutput::default())
    }
}
