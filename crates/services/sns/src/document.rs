//! What subscribers are given: AWS's documents for notifications and confirmations.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Timestamp;
use serde_json::{Map, Value, json};
use sns_api::SERVICE;

use crate::engine::{Attribute, MessageKind, StoredMessage};
use crate::signing::Signer;

/// Where the certificate of signatures is, behind the house's endpoint.
pub const CERTIFICATE_PATH: &str = "/_pumphouse/sns/SimpleNotificationService.pem";

/// A message on its way to one subscription.
pub struct Envelope<'a> {
    /// The message.
    pub message: &'a StoredMessage,
    /// What it says to subscribers of this protocol.
    pub text: &'a str,
    /// The topic.
    pub topic_arn: &'a str,
    /// The subscription.
    pub subscription_arn: &'a str,
    /// Its place in a FIFO topic.
    pub sequence_number: Option<String>,
    /// Where this house is reached.
    pub endpoint: &'a str,
    /// How it is signed; messages of FIFO topics are not.
    pub signature: Option<(&'a Signer, u8)>,
}

/// A time as notifications have it: with milliseconds always.
pub fn stamp(time: Timestamp) -> String {
    let text = time.iso8601();
    if text.contains('.') { text } else { format!("{}.000Z", text.trim_end_matches('Z')) }
}

/// The number of a message in a FIFO topic: AWS's have 20 digits.
pub fn sequence_number(number: u64) -> String {
    format!("1{number:019}")
}

/// Where whoever has the token confirms the subscription.
pub fn confirm_url(endpoint: &str, topic_arn: &str, token: &str) -> String {
    let version = SERVICE.version;
    format!("{endpoint}/?Action=ConfirmSubscription&TopicArn={topic_arn}&Token={token}&Version={version}")
}

impl Envelope<'_> {
    fn unsubscribe_url(&self) -> String {
        let (endpoint, arn, version) = (self.endpoint, self.subscription_arn, SERVICE.version);
        format!("{endpoint}/?Action=Unsubscribe&SubscriptionArn={arn}&Version={version}")
    }

    fn subscribe_url(&self) -> String {
        confirm_url(self.endpoint, self.topic_arn, self.message.token.as_deref().unwrap_or_default())
    }

    fn kind(&self) -> &'static str {
        self.message.kind.as_str()
    }

    /// What is signed: names and values line by line, in order of name.
    fn text_to_sign(&self) -> String {
        let message = self.message;
        let time = stamp(message.published);
        let confirms = message.kind != MessageKind::Notification;
        let (url, subject) = (self.subscribe_url(), message.subject.as_deref().filter(|_| !confirms));
        let lines = [
            Some(("Message", self.text)),
            Some(("MessageId", message.id.as_str())),
            confirms.then_some(("SubscribeURL", url.as_str())),
            subject.map(|subject| ("Subject", subject)),
            Some(("Timestamp", time.as_str())),
            message.token.as_deref().filter(|_| confirms).map(|token| ("Token", token)),
            Some(("TopicArn", self.topic_arn)),
            Some(("Type", self.kind())),
        ];
        lines.into_iter().flatten().map(|(name, value)| format!("{name}\n{value}\n")).collect()
    }

    /// Version, signature and where the certificate is.
    fn signed(&self) -> Option<(String, String, String)> {
        let (signer, version) = self.signature?;
        let signature = signer.sign_text(&self.text_to_sign(), version)?;
        Some((version.to_string(), signature, format!("{}{CERTIFICATE_PATH}", self.endpoint)))
    }

    /// The document that queues, HTTP endpoints and `email-json` get.
    pub fn document(&self) -> String {
        let message = self.message;
        let mut members: Vec<(&str, Value)> =
            vec![("Type", self.kind().into()), ("MessageId", message.id.clone().into())];
        let confirms = message.kind != MessageKind::Notification;
        if let Some(token) = message.token.as_deref().filter(|_| confirms) {
            members.push(("Token", token.into()));
        }
        if let Some(number) = &self.sequence_number {
            members.push(("SequenceNumber", number.clone().into()));
        }
        members.push(("TopicArn", self.topic_arn.into()));
        if let Some(subject) = &message.subject {
            members.push(("Subject", subject.clone().into()));
        }
        members.push(("Message", self.text.into()));
        if confirms {
            members.push(("SubscribeURL", self.subscribe_url().into()));
        }
        members.push(("Timestamp", stamp(message.published).into()));
        if let Some((version, signature, url)) = self.signed() {
            members.extend([
                ("SignatureVersion", version.into()),
                ("Signature", signature.into()),
                ("SigningCertURL", url.into()),
            ]);
        }
        if !confirms {
            members.push(("UnsubscribeURL", self.unsubscribe_url().into()));
        }
        if !message.attributes.is_empty() {
            members.push(("MessageAttributes", attributes(&message.attributes)));
        }
        let lines: Vec<String> =
            members.iter().map(|(name, value)| format!("  \"{name}\" : {value}")).collect();
        format!("{{\n{}\n}}", lines.join(",\n"))
    }

    /// The event that functions get.
    pub fn event(&self) -> Value {
        let message = self.message;
        let (version, signature, url) = self.signed().unwrap_or_default();
        json!({ "Records": [{
            "EventSource": "aws:sns",
            "EventVersion": "1.0",
            "EventSubscriptionArn": self.subscription_arn,
            "Sns": {
                "Type": self.kind(),
                "MessageId": message.id,
                "TopicArn": self.topic_arn,
                "Subject": message.subject,
                "Message": self.text,
                "Timestamp": stamp(message.published),
                "SignatureVersion": version,
                "Signature": signature,
                "SigningCertUrl": url,
                "UnsubscribeUrl": self.unsubscribe_url(),
                "MessageAttributes": attributes(&message.attributes),
            },
        }] })
    }

    /// The line that delivery streams get.
    pub fn line(&self) -> String {
        let message = self.message;
        let mut line = Map::new();
        line.insert("Type".to_owned(), self.kind().into());
        line.insert("MessageId".to_owned(), message.id.clone().into());
        line.insert("TopicArn".to_owned(), self.topic_arn.into());
        if let Some(subject) = &message.subject {
            line.insert("Subject".to_owned(), subject.clone().into());
        }
        line.insert("Message".to_owned(), self.text.into());
        line.insert("Timestamp".to_owned(), stamp(message.published).into());
        line.insert("UnsubscribeURL".to_owned(), self.unsubscribe_url().into());
        if !message.attributes.is_empty() {
            line.insert("MessageAttributes".to_owned(), attributes(&message.attributes));
        }
        format!("{}\n", Value::Object(line))
    }

    /// The text of a mail for people.
    pub fn letter(&self) -> String {
        match self.message.kind {
            MessageKind::Notification => format!(
                "{}\n\n--\nIf you wish to stop receiving notifications from this topic, please visit the link below to unsubscribe:\n{}\n",
                self.text,
                self.unsubscribe_url(),
            ),
            MessageKind::SubscriptionConfirmation => format!(
                "You have chosen to subscribe to the topic:\n{}\n\nTo confirm this subscription, visit the link below (if this was in error no action is necessary):\n{}\n",
                self.topic_arn,
                self.subscribe_url(),
            ),
            MessageKind::UnsubscribeConfirmation => format!(
                "Your subscription to the topic below has been deactivated:\n{}\n\nIf this was in error, visit the link below to subscribe again:\n{}\n",
                self.topic_arn,
                self.subscribe_url(),
            ),
        }
    }
}

fn attributes(attributes: &[Attribute]) -> Value {
    let value = |attribute: &Attribute| match &attribute.bytes {
        Some(bytes) => STANDARD.encode(bytes),
        None => attribute.text.clone().unwrap_or_default(),
    };
    let members = attributes.iter().map(|attribute| {
        (attribute.name.clone(), json!({ "Type": attribute.data_type, "Value": value(attribute) }))
    });
    Value::Object(members.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> StoredMessage {
        let mut message =
            StoredMessage::new("i".into(), MessageKind::Notification, "m \"q\"".into(), Timestamp(1000));
        message.subject = Some("s".into());
        message.attributes = vec![Attribute {
            name: "a".into(),
            data_type: "String".into(),
            text: Some("v".into()),
            bytes: None,
        }];
        message
    }

    fn envelope(message: &StoredMessage) -> Envelope<'_> {
        let (topic_arn, subscription_arn, endpoint) = ("arn:t", "arn:t:u", "http://h");
        let (text, sequence_number) = (message.text.as_str(), None);
        Envelope { message, text, topic_arn, subscription_arn, sequence_number, endpoint, signature: None }
    }

    #[test]
    fn a_notification_is_as_documented() {
        let message = message();
        let expected = concat!(
            "{\n  \"Type\" : \"Notification\",\n  \"MessageId\" : \"i\",\n  \"TopicArn\" : \"arn:t\",\n  \"Subject\" : \"s\",\n",
            "  \"Message\" : \"m \\\"q\\\"\",\n  \"Timestamp\" : \"1970-01-01T00:00:01.000Z\",\n",
            "  \"UnsubscribeURL\" : \"http://h/?Action=Unsubscribe&SubscriptionArn=arn:t:u&Version=2010-03-31\",\n",
            "  \"MessageAttributes\" : {\"a\":{\"Type\":\"String\",\"Value\":\"v\"}}\n}"
        );
        assert_eq!(envelope(&message).document(), expected);
        let event = envelope(&message).event();
        assert_eq!(event["Records"][0]["Sns"]["MessageAttributes"]["a"]["Value"], "v");
        let line = envelope(&message).line();
        assert!(line.ends_with("}\n") && !line.trim_end().contains('\n'));
    }

    #[test]
    fn what_is_signed_stands_in_order_of_name() {
        let mut message = message();
        let text = "Message\nm \"q\"\nMessageId\ni\nSubject\ns\nTimestamp\n1970-01-01T00:00:01.000Z\nTopicArn\narn:t\nType\nNotification\n";
        assert_eq!(envelope(&message).text_to_sign(), text);
        message.kind = MessageKind::SubscriptionConfirmation;
        (message.subject, message.token) = (None, Some("k".into()));
        let url = "http://h/?Action=ConfirmSubscription&TopicArn=arn:t&Token=k&Version=2010-03-31";
        let text = format!(
            "Message\nm \"q\"\nMessageId\ni\nSubscribeURL\n{url}\nTimestamp\n1970-01-01T00:00:01.000Z\nToken\nk\nTopicArn\narn:t\nType\nSubscriptionConfirmation\n"
        );
        assert_eq!(envelope(&message).text_to_sign(), text);
        assert!(envelope(&message).document().contains(&format!("\"SubscribeURL\" : \"{url}\"")));
    }

    #[test]
    fn numbers_have_twenty_digits() {
        assert_eq!(sequence_number(7), "10000000000000000007");
    }
}
