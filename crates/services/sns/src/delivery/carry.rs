//! Carrying one message to one receiver, by its protocol.
//!
//! Functions and queues are called as `sns.amazonaws.com` on account of the topic, so their own policies decide;
//! delivery streams as the subscription's role.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use dispatch::{Call, Principal};
use firehose_api::{PutRecord, PutRecordInput, Record};
use kernel::{AccountId, Arn, Place, Region};
use lambda_api::{InvocationType, Invoke, InvokeInput};
use sqs_api::{SendMessage, SendMessageInput};
use wire::Fault;

use super::web::{self, Post};
use crate::Sns;
use crate::document::{Envelope, sequence_number};
use crate::engine::{Due, Lane, MessageKind, StoredMessage, Terms, Topic};
use crate::limits::RAW_ATTRIBUTES_MAX;
use crate::smtp::{Mail, SmtpError};

/// Who SNS is to what it delivers to.
pub const PRINCIPAL: &str = "sns.amazonaws.com";

/// Why a message was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Another time it may be.
    Later(String),
    /// It never will be.
    Refused(String),
}

/// Whom a message is carried to.
pub struct Receiver {
    /// The protocol, in AWS's word.
    pub protocol: String,
    /// Where.
    pub endpoint: String,
    /// On what terms.
    pub terms: Terms,
    /// The subscription's ARN.
    pub subscription_arn: String,
}

impl Receiver {
    /// Whom `message` goes to in that lane; nobody where the subscription is no more, unless it is told just that.
    pub fn of(topic: &Topic, lane: &Lane, message: &StoredMessage) -> Option<Self> {
        let subscription_arn = format!("{}:{}", topic.arn(), lane.subscription);
        if message.kind == MessageKind::UnsubscribeConfirmation {
            let (protocol, endpoint) = (message.protocol.clone()?, message.endpoint.clone()?);
            return Some(Self { protocol, endpoint, terms: Terms::default(), subscription_arn });
        }
        let subscription = topic.subscription(&lane.subscription)?;
        let (protocol, endpoint) =
            (subscription.stored.protocol.clone(), subscription.stored.endpoint.clone());
        Some(Self { protocol, endpoint, terms: subscription.terms.clone(), subscription_arn })
    }
}

impl From<Fault> for Failure {
    /// Faults of the other side pass; a missing function or a closed queue does not.
    fn from(fault: Fault) -> Self {
        let throttled = ["ThrottlingException", "TooManyRequestsException", "OverLimit", "RequestThrottled"];
        match fault.status >= 500 || fault.status == 429 || throttled.contains(&fault.code.as_ref()) {
            true => Self::Later(fault.to_string()),
            false => Self::Refused(fault.to_string()),
        }
    }
}

impl Sns {
    /// Carries a message to its receiver.
    pub(super) async fn carry(
        &self,
        topic: &Arc<Topic>,
        receiver: &Receiver,
        message: &StoredMessage,
        due: &Due,
    ) -> Result<(), Failure> {
        let number = due.number;
        match receiver.protocol.as_str() {
            "sqs" => self.to_queue(topic, receiver, message, number, &receiver.endpoint).await,
            "lambda" => self.to_function(topic, receiver, message, number).await,
            "firehose" => self.to_delivery_stream(topic, receiver, message, number).await,
            "http" | "https" => self.to_endpoint(topic, receiver, message, number).await,
            "email" | "email-json" => self.to_mailbox(topic, receiver, message, due).await,
            other => Err(Failure::Refused(format!("the protocol `{other}` is not built"))),
        }
    }

    /// The message in its envelope.
    async fn envelope<'a>(
        &'a self,
        topic: &Topic,
        arn: &'a str,
        receiver: &'a Receiver,
        message: &'a StoredMessage,
        number: u64,
    ) -> Result<Envelope<'a>, Failure> {
        let settings = topic.described().settings;
        let signature = match settings.fifo {
            true => None,
            false => Some((self.signer().await.map_err(Failure::Later)?, settings.signature_version)),
        };
        Ok(Envelope {
            message,
            text: message.text_for(&receiver.protocol),
            topic_arn: arn,
            subscription_arn: &receiver.subscription_arn,
            sequence_number: settings.fifo.then(|| sequence_number(number)),
            endpoint: &self.config.endpoint,
            signature,
        })
    }

    fn call(&self, topic: &Topic, region: &str) -> Call {
        let region = Region::parse(region).unwrap_or_else(|| topic.place.region.clone());
        let place = Place { account: topic.place.account.clone(), region };
        let id = self.dispatch.request_id();
        Call::inside("sns", Principal::Service(PRINCIPAL), place, id).on_account_of(topic.arn())
    }

    /// Sends to a queue: the subscription's, or that of its dead letters.
    pub(super) async fn to_queue(
        &self,
        topic: &Arc<Topic>,
        receiver: &Receiver,
        message: &StoredMessage,
        number: u64,
        queue: &str,
    ) -> Result<(), Failure> {
        let arn = Arn::parse(queue).map_err(|error| Failure::Refused(error.to_string()))?;
        let (body, attributes) = match receiver.terms.raw {
            true => (message.text_for(&receiver.protocol).to_owned(), Some(raw_attributes(message)?)),
            false => {
                let topic_arn = topic.arn();
                (self.envelope(topic, &topic_arn, receiver, message, number).await?.document(), None)
            }
        };
        let is_fifo = queue.ends_with(".fifo");
        let input = SendMessageInput {
            queue_url: format!("/{}/{}", arn.account(), arn.resource()),
            message_body: body,
            message_attributes: attributes,
            message_group_id: message.group_id.clone(),
            message_deduplication_id: message.deduplication_id.clone().filter(|_| is_fifo),
            ..SendMessageInput::default()
        };
        self.dispatch.call::<SendMessage>(&self.call(topic, arn.region()), input).await?;
        Ok(())
    }

    async fn to_function(
        &self,
        topic: &Arc<Topic>,
        receiver: &Receiver,
        message: &StoredMessage,
        number: u64,
    ) -> Result<(), Failure> {
        let topic_arn = topic.arn();
        let event = self.envelope(topic, &topic_arn, receiver, message, number).await?.event().to_string();
        let region = Arn::parse(&receiver.endpoint).map(|arn| arn.region().to_owned()).unwrap_or_default();
        let input = InvokeInput {
            function_name: receiver.endpoint.clone(),
            invocation_type: Some(InvocationType::Event),
            log_type: None,
            client_context: None,
            durable_execution_name: None,
            payload: Some(Bytes::from(event)),
            qualifier: None,
            tenant_id: None,
        };
        self.dispatch.call::<Invoke>(&self.call(topic, &region), input).await?;
        Ok(())
    }

    async fn to_delivery_stream(
        &self,
        topic: &Arc<Topic>,
        receiver: &Receiver,
        message: &StoredMessage,
        number: u64,
    ) -> Result<(), Failure> {
        let refused = |reason: &str| Failure::Refused(reason.to_owned());
        let arn = Arn::parse(&receiver.endpoint).map_err(|error| refused(&error.to_string()))?;
        let name =
            arn.name_of("deliverystream").ok_or_else(|| refused("the endpoint is no delivery stream"))?;
        let role = receiver.terms.role.as_deref().ok_or_else(|| refused("the subscription has no role"))?;
        let account = role.split(':').nth(4).and_then(AccountId::parse);
        let account = account.ok_or_else(|| refused("the role's ARN names no account"))?;
        let role = role.rsplit('/').next().unwrap_or_default().to_owned();
        let data = match receiver.terms.raw {
            true => message.text_for(&receiver.protocol).to_owned(),
            false => {
                let topic_arn = topic.arn();
                self.envelope(topic, &topic_arn, receiver, message, number).await?.line()
            }
        };
        let mut call = self.call(topic, arn.region());
        call.principal = Principal::Session { account, role, session: "sns".to_owned() };
        let record = Record { data: Bytes::from(data) };
        let input = PutRecordInput { delivery_stream_name: name.to_owned(), record };
        self.dispatch.call::<PutRecord>(&call, input).await?;
        Ok(())
    }

    async fn to_endpoint(
        &self,
        topic: &Arc<Topic>,
        receiver: &Receiver,
        message: &StoredMessage,
        number: u64,
    ) -> Result<(), Failure> {
        let topic_arn = topic.arn();
        let raw = receiver.terms.raw && message.kind == MessageKind::Notification;
        let body = match raw {
            true => message.text_for(&receiver.protocol).to_owned(),
            false => self.envelope(topic, &topic_arn, receiver, message, number).await?.document(),
        };
        let settings = topic.described().settings;
        let policies = [receiver.terms.delivery.as_ref(), settings.delivery.as_ref()];
        let content_type = policies.into_iter().flatten().find_map(|policy| policy.content_type.as_deref());
        let confirms = message.kind == MessageKind::SubscriptionConfirmation;
        let mut headers = vec![
            ("content-type", content_type.unwrap_or("text/plain; charset=UTF-8")),
            ("user-agent", "Amazon Simple Notification Service Agent"),
            ("x-amz-sns-message-type", message.kind.as_str()),
            ("x-amz-sns-message-id", message.id.as_str()),
            ("x-amz-sns-topic-arn", topic_arn.as_str()),
        ];
        if !confirms {
            headers.push(("x-amz-sns-subscription-arn", receiver.subscription_arn.as_str()));
        }
        if raw {
            headers.push(("x-amz-sns-rawdelivery", "true"));
        }
        web::post(Post { url: &receiver.endpoint, headers: &headers, body: Bytes::from(body) }).await
    }

    async fn to_mailbox(
        &self,
        topic: &Arc<Topic>,
        receiver: &Receiver,
        message: &StoredMessage,
        due: &Due,
    ) -> Result<(), Failure> {
        let Some(smtp) = &self.config.smtp else {
            return Err(Failure::Later("no mail server is known; start with --smtp HOST:PORT".to_owned()));
        };
        let topic_arn = topic.arn();
        let envelope = self.envelope(topic, &topic_arn, receiver, message, due.number).await?;
        let text = if receiver.protocol == "email-json" { envelope.document() } else { envelope.letter() };
        let plain = match message.kind {
            MessageKind::Notification => "AWS Notification Message",
            MessageKind::SubscriptionConfirmation => "AWS Notification - Subscription Confirmation",
            MessageKind::UnsubscribeConfirmation => "AWS Notification - Unsubscribe Confirmation",
        };
        let stored = topic.described().stored;
        let mail = Mail {
            name: stored.attributes.get("DisplayName").map_or("AWS Notifications", String::as_str),
            to: &receiver.endpoint,
            subject: message.subject.as_deref().unwrap_or(plain),
            text: &text,
            date: &message.published.http_date().replace("GMT", "+0000"),
            id: &message.id,
        };
        smtp.send(mail).await.map_err(|error| match &error {
            SmtpError::Refused(_) => Failure::Refused(error.to_string()),
            SmtpError::Unavailable(_) => Failure::Later(error.to_string()),
        })
    }
}

/// The attributes as a queue takes them.
fn raw_attributes(
    message: &StoredMessage,
) -> Result<BTreeMap<String, sqs_api::MessageAttributeValue>, Failure> {
    if message.attributes.len() > RAW_ATTRIBUTES_MAX {
        return Err(Failure::Refused(format!(
            "a queue takes no more than {RAW_ATTRIBUTES_MAX} attributes raw"
        )));
    }
    let value = |attribute: &crate::engine::Attribute| sqs_api::MessageAttributeValue {
        string_value: attribute.text.clone(),
        binary_value: attribute.bytes.clone(),
        data_type: attribute.data_type.clone(),
        ..Default::default()
    };
    Ok(message.attributes.iter().map(|attribute| (attribute.name.clone(), value(attribute))).collect())
}
