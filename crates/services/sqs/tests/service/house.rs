//! A house with nothing but queues in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use sqs_api as api;
use sqs_service::Sqs;
use storage::Volume;
use wire::{Fault, Operation};

/// When the tests begin.
pub const NOW: u64 = 1_800_000_000_000;
/// What URLs of queues begin with.
pub const URLS: &str = "http://127.0.0.1:4566/000000000000/";

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub sqs: Arc<Sqs>,
    pub call: Call,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(NOW));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let sqs = Sqs::new(volume, &dispatch, "http://127.0.0.1:4566");
        dispatch.connect([Carrier::embedded(sqs.routes())]);
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, sqs, call }
    }

    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }

    /// What a refused call answers: code and text.
    pub async fn refused<O: Operation>(&self, input: O::Input) -> (String, String) {
        match self.call::<O>(input).await {
            Ok(_) => panic!("`{}` was not refused", O::NAME),
            Err(fault) => (fault.code.into_owned(), fault.message),
        }
    }

    /// Makes a queue; answers its URL.
    pub async fn queue(&self, name: &str, attributes: &[(&str, &str)]) -> String {
        self.call::<api::CreateQueue>(create(name, attributes)).await.unwrap().queue_url.unwrap()
    }

    pub async fn set(&self, url: &str, name: &str, value: &str) -> Result<(), Fault> {
        let attributes = texts(&[(name, value)]);
        self.call::<api::SetQueueAttributes>(api::SetQueueAttributesInput {
            queue_url: url.into(),
            attributes,
        })
        .await
    }

    /// All attributes.
    pub async fn attributes(&self, url: &str) -> BTreeMap<String, String> {
        let names = Some(vec!["All".to_owned()]);
        let input = api::GetQueueAttributesInput { queue_url: url.into(), attribute_names: names };
        self.call::<api::GetQueueAttributes>(input).await.unwrap().attributes.unwrap()
    }

    /// Messages that can be received, are in flight, are delayed.
    pub async fn counts(&self, url: &str) -> [String; 3] {
        let all = self.attributes(url).await;
        ["", "NotVisible", "Delayed"].map(|kind| all[&format!("ApproximateNumberOfMessages{kind}")].clone())
    }

    /// Sends a message; answers its id.
    pub async fn send(&self, url: &str, body: &str) -> String {
        self.call::<api::SendMessage>(message(url, body)).await.unwrap().message_id.unwrap()
    }

    /// Sends a message of a group; answers its sequence number.
    pub async fn send_in(&self, url: &str, group: &str, body: &str) -> String {
        let input = api::SendMessageInput { message_group_id: Some(group.into()), ..message(url, body) };
        self.call::<api::SendMessage>(input).await.unwrap().sequence_number.unwrap()
    }

    pub async fn receive(&self, url: &str) -> Vec<api::Message> {
        let output = self.call::<api::ReceiveMessage>(receive(url)).await.unwrap();
        output.messages.unwrap_or_default()
    }

    pub async fn bodies(&self, url: &str) -> Vec<String> {
        self.receive(url).await.into_iter().map(|message| message.body.unwrap()).collect()
    }

    pub async fn delete(&self, url: &str, message: &api::Message) -> Result<(), Fault> {
        let receipt_handle = message.receipt_handle.clone().unwrap();
        self.call::<api::DeleteMessage>(api::DeleteMessageInput { queue_url: url.into(), receipt_handle })
            .await
    }

    pub async fn hide(&self, url: &str, message: &api::Message, seconds: i32) -> Result<(), Fault> {
        let input = api::ChangeMessageVisibilityInput {
            queue_url: url.into(),
            receipt_handle: message.receipt_handle.clone().unwrap(),
            visibility_timeout: Some(seconds),
        };
        self.call::<api::ChangeMessageVisibility>(input).await
    }

    /// Lets time pass.
    pub fn wait(&self, seconds: u64) {
        self.clock.advance(seconds * 1000);
    }
}

pub fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub fn create(name: &str, attributes: &[(&str, &str)]) -> api::CreateQueueInput {
    api::CreateQueueInput { queue_name: name.into(), attributes: Some(texts(attributes)), tags: None }
}

pub fn message(url: &str, body: &str) -> api::SendMessageInput {
    api::SendMessageInput { queue_url: url.into(), message_body: body.into(), ..Default::default() }
}

/// Up to ten messages, with all their attributes.
pub fn receive(url: &str) -> api::ReceiveMessageInput {
    api::ReceiveMessageInput {
        queue_url: url.into(),
        max_number_of_messages: Some(10),
        message_system_attribute_names: Some(vec!["All".into()]),
        message_attribute_names: Some(vec!["All".into()]),
        ..Default::default()
    }
}

/// A system attribute of a message.
pub fn attribute<'a>(message: &'a api::Message, name: &str) -> &'a str {
    message.attributes.as_ref().unwrap().get(name).map_or("", String::as_str)
}

pub fn arn(name: &str) -> String {
    format!("arn:aws:sqs:us-east-1:000000000000:{name}")
}
