//! A house with topics in it, and beside them others that note what they are given and refuse when they are told to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dispatch::{
    Authorize, Call, Carrier, Dispatch, Future, Handle, Identify, Identity, Origin, Principal, Routes,
};
use kernel::{Arn, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use sns_api as api;
use sns_service::{Sns, SnsConfig};
use storage::Volume;
use tokio::sync::Notify;
use wire::{Fault, Operation};

/// When the tests begin.
pub const NOW: u64 = 1_800_000_000_000;

/// Somebody else: what it was given, by whom, and how it answers.
#[derive(Default)]
pub struct Others {
    given: Mutex<Vec<Given>>,
    /// What it answers, one after the other; nothing is consent.
    answers: Mutex<Vec<Fault>>,
    arrived: Notify,
}

/// What somebody was given.
#[derive(Clone, Debug)]
pub struct Given {
    pub operation: &'static str,
    pub caller: String,
    pub source: String,
    pub target: String,
    pub text: String,
    pub group: Option<String>,
    pub deduplication: Option<String>,
    pub attributes: Vec<String>,
}

impl Others {
    pub fn answer(&self, fault: Fault) {
        self.answers.lock().unwrap().push(fault);
    }

    fn take(&self, given: Given) -> Result<(), Fault> {
        let mut answers = self.answers.lock().unwrap();
        if !answers.is_empty() {
            let fault = answers.remove(0);
            self.arrived.notify_one();
            return Err(fault);
        }
        drop(answers);
        self.given.lock().unwrap().push(given);
        self.arrived.notify_one();
        Ok(())
    }

    /// Waits until so many were given, and answers all.
    pub async fn given(&self, count: usize) -> Vec<Given> {
        loop {
            let arrival = self.arrived.notified();
            let given = self.given.lock().unwrap().clone();
            if given.len() >= count {
                return given;
            }
            arrival.await;
        }
    }

    pub fn count(&self) -> usize {
        self.given.lock().unwrap().len()
    }

    /// Waits until all answers were given.
    pub async fn answered(&self) {
        loop {
            let arrival = self.arrived.notified();
            if self.answers.lock().unwrap().is_empty() {
                return;
            }
            arrival.await;
        }
    }
}

fn given(operation: &'static str, call: &Call, target: &str, text: String) -> Given {
    Given {
        operation,
        caller: call.principal.arn(),
        source: call.source_arn().unwrap_or_default().to_owned(),
        target: target.to_owned(),
        text,
        group: None,
        deduplication: None,
        attributes: Vec::new(),
    }
}

impl Handle<sqs_api::SendMessage> for Others {
    async fn handle(
        &self,
        call: &Call,
        input: sqs_api::SendMessageInput,
    ) -> Result<sqs_api::SendMessageOutput, Fault> {
        let mut given = given("SendMessage", call, &input.queue_url, input.message_body);
        (given.group, given.deduplication) = (input.message_group_id, input.message_deduplication_id);
        given.attributes = input.message_attributes.unwrap_or_default().into_keys().collect();
        self.take(given).map(|()| sqs_api::SendMessageOutput::default())
    }
}

impl Handle<lambda_api::Invoke> for Others {
    async fn handle(
        &self,
        call: &Call,
        input: lambda_api::InvokeInput,
    ) -> Result<lambda_api::InvokeOutput, Fault> {
        assert_eq!(input.invocation_type, Some(lambda_api::InvocationType::Event));
        let text = String::from_utf8(input.payload.unwrap_or_default().to_vec()).unwrap();
        self.take(given("Invoke", call, &input.function_name, text))?;
        Ok(lambda_api::InvokeOutput {
            status_code: Some(202),
            function_error: None,
            log_result: None,
            payload: None,
            executed_version: None,
            durable_execution_arn: None,
        })
    }
}

impl Handle<firehose_api::PutRecord> for Others {
    async fn handle(
        &self,
        call: &Call,
        input: firehose_api::PutRecordInput,
    ) -> Result<firehose_api::PutRecordOutput, Fault> {
        let text = String::from_utf8(input.record.data.to_vec()).unwrap();
        self.take(given("PutRecord", call, &input.delivery_stream_name, text))?;
        Ok(firehose_api::PutRecordOutput { record_id: "r".to_owned(), encrypted: None })
    }
}

/// Roles: every one may do everything, and trusts SNS but for one.
struct Rights;

impl Identify for Rights {
    fn identify(&self, _: &str) -> Option<Identity> {
        None
    }
}

impl Authorize for Rights {
    fn authorize<'a>(
        &'a self,
        _: &'a Call,
        _: &'a str,
        _: &'a [String],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        Box::pin(std::future::ready(Ok(Ok(()))))
    }

    fn assume<'a>(
        &'a self,
        call: &'a Call,
        role: &'a Arn,
        _: &'a [(&'a str, &'a str)],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        let is_sns = call.principal == Principal::Service("sns.amazonaws.com");
        let trusted = is_sns && !role.resource().ends_with("/closed");
        Box::pin(std::future::ready(Ok(if trusted { Ok(()) } else { Err("no".to_owned()) })))
    }
}

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub sns: Arc<Sns>,
    pub others: Arc<Others>,
    pub call: Call,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(NOW));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let config = SnsConfig { endpoint: "http://127.0.0.1:4566".to_owned(), smtp: None };
        let sns = Sns::new(volume, &dispatch, config);
        let others = Arc::new(Others::default());
        dispatch.connect([
            Carrier::embedded(sns.routes()),
            Carrier::embedded(Routes::new(&sqs_api::SERVICE, others.clone()).with::<sqs_api::SendMessage>()),
            Carrier::embedded(Routes::new(&lambda_api::SERVICE, others.clone()).with::<lambda_api::Invoke>()),
            Carrier::embedded(
                Routes::new(&firehose_api::SERVICE, others.clone()).with::<firehose_api::PutRecord>(),
            ),
        ]);
        dispatch.secure(Arc::new(Rights), Arc::new(Rights));
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("r".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        Self { clock, dispatch, sns, others, call }
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

    /// Makes a topic; answers its ARN.
    pub async fn topic(&self, name: &str, attributes: &[(&str, &str)]) -> String {
        let attributes = Some(texts(attributes));
        let input = api::CreateTopicInput { name: name.into(), attributes, ..Default::default() };
        self.call::<api::CreateTopic>(input).await.unwrap().topic_arn.unwrap()
    }

    /// Subscribes; answers the subscription's ARN.
    pub async fn subscribe(
        &self,
        topic: &str,
        protocol: &str,
        endpoint: &str,
        attributes: &[(&str, &str)],
    ) -> String {
        let input = subscription(topic, protocol, endpoint, attributes);
        self.call::<api::Subscribe>(input).await.unwrap().subscription_arn.unwrap()
    }

    /// Publishes a text; answers its id.
    pub async fn publish(&self, topic: &str, text: &str) -> String {
        self.call::<api::Publish>(message(topic, text)).await.unwrap().message_id.unwrap()
    }

    pub async fn topic_attributes(&self, arn: &str) -> BTreeMap<String, String> {
        let input = api::GetTopicAttributesInput { topic_arn: arn.into() };
        self.call::<api::GetTopicAttributes>(input).await.unwrap().attributes.unwrap()
    }

    pub async fn subscription_attributes(&self, arn: &str) -> BTreeMap<String, String> {
        let input = api::GetSubscriptionAttributesInput { subscription_arn: arn.into() };
        self.call::<api::GetSubscriptionAttributes>(input).await.unwrap().attributes.unwrap()
    }

    /// Lets time pass, and whoever looks at the clock look.
    pub fn wait(&self, seconds: u64) {
        self.clock.advance(seconds * 1000);
    }
}

pub fn texts(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub fn subscription(
    topic: &str,
    protocol: &str,
    endpoint: &str,
    attributes: &[(&str, &str)],
) -> api::SubscribeInput {
    api::SubscribeInput {
        topic_arn: topic.into(),
        protocol: protocol.into(),
        endpoint: Some(endpoint.into()),
        attributes: Some(texts(attributes)),
        return_subscription_arn: Some(true),
    }
}

pub fn message(topic: &str, text: &str) -> api::PublishInput {
    api::PublishInput { topic_arn: Some(topic.into()), message: text.into(), ..Default::default() }
}

/// Attributes of a message: names, types and texts.
pub fn attributes(pairs: &[(&str, &str, &str)]) -> Option<BTreeMap<String, api::MessageAttributeValue>> {
    let value = |data_type: &str, text: &str| api::MessageAttributeValue {
        data_type: data_type.to_owned(),
        string_value: Some(text.to_owned()),
        binary_value: None,
    };
    Some(pairs.iter().map(|(name, kind, text)| ((*name).to_owned(), value(kind, text))).collect())
}

pub fn queue(name: &str) -> String {
    format!("arn:aws:sqs:us-east-1:000000000000:{name}")
}
