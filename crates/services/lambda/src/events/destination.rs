//! Destinations: the function, queue or topic that is told what became of an asynchronous event, and what it is told; and
//! the queue or topic of dead letters, which is given the event itself.
//!
//! They are called as the failing function's role, a function asynchronously: what is told is stored before the event
//! is forgotten. A record that is too large for that goes without the answer, and at worst without the event.

use std::fmt::Write as _;

use bytes::Bytes;
use dispatch::{Call, Stopped};
use kernel::Timestamp;
use lambda_api::{InvocationType, Invoke, InvokeInput};
use sns_api::{Publish, PublishInput};
use sqs_api::{MessageAttributeValue, SendMessage, SendMessageInput};
use wire::write_json_string;

use super::stored::StoredEvent;
use crate::engine::Outcome;
use crate::functions::{Function, FunctionName};
use crate::mappings::QueueSource;
use crate::{Lambda, limits};

/// What became of an event, in AWS's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The function took it.
    Success,
    /// The function failed at it as often as it may.
    RetriesExhausted,
    /// It grew too old.
    EventAgeExceeded,
    /// The function may not be run at all.
    ZeroReservedConcurrency,
}

impl Condition {
    fn word(self) -> &'static str {
        match self {
            Self::Success => "Success",
            Self::RetriesExhausted => "RetriesExhausted",
            Self::EventAgeExceeded => "EventAgeExceeded",
            Self::ZeroReservedConcurrency => "ZeroReservedConcurrency",
        }
    }
}

/// What a destination is told.
pub struct Record<'a> {
    event: &'a StoredEvent,
    condition: Condition,
    /// The last invocation's, if there was one.
    outcome: Option<&'a Outcome>,
}

impl<'a> Record<'a> {
    /// That `condition` holds of `event` after `outcome`.
    pub fn new(event: &'a StoredEvent, condition: Condition, outcome: Option<&'a Outcome>) -> Self {
        Self { event, condition, outcome }
    }

    /// AWS's document.
    pub fn document(&self, now: Timestamp) -> String {
        let payload = std::str::from_utf8(&self.event.payload).unwrap_or("null");
        let answer = self.outcome.map(|outcome| std::str::from_utf8(&outcome.payload).unwrap_or("null"));
        let whole = self.with(now, payload, answer);
        let fits = |text: &String| text.len() <= limits::EVENT_BYTES_MAX;
        if fits(&whole) {
            return whole;
        }
        Some(self.with(now, payload, None)).filter(fits).unwrap_or_else(|| self.with(now, "null", None))
    }

    fn with(&self, now: Timestamp, payload: &str, answer: Option<&str>) -> String {
        let arn = FunctionName::of_arn(&self.event.function).map_or_else(
            || self.event.function.clone(),
            |name| FunctionName { qualifier: Some("$LATEST".to_owned()), ..name }.arn().to_string(),
        );
        let ran = self.event.failures.unwrap_or(0) + i32::from(self.condition == Condition::Success);
        let mut text = String::with_capacity(512 + payload.len() + answer.map_or(0, str::len));
        let mut write = |part: std::fmt::Arguments<'_>| {
            text.write_fmt(part).expect("invariant: writing to a text does not fail");
        };
        let mut id = String::new();
        write_json_string(&mut id, &self.event.id);
        let (_, _, _, _, _, _, milli) = now.civil();
        let stamp = Timestamp(now.0 - u64::from(milli)).iso8601();
        write(format_args!(
            "{{\"version\":\"1.0\",\"timestamp\":\"{}.{milli:03}Z\",\"requestContext\":{{\"requestId\":{id},\
             \"functionArn\":\"{arn}\",\"condition\":\"{}\",\"approximateInvokeCount\":{ran}}},\
             \"requestPayload\":{payload}",
            stamp.trim_end_matches('Z'),
            self.condition.word(),
        ));
        if let Some(outcome) = self.outcome {
            let error =
                if outcome.function_error.is_some() { ",\"functionError\":\"Unhandled\"" } else { "" };
            write(format_args!(
                ",\"responseContext\":{{\"statusCode\":200,\"executedVersion\":\"$LATEST\"{error}}}"
            ));
            if let Some(answer) = answer {
                write(format_args!(",\"responsePayload\":{answer}"));
            }
        }
        text.push('}');
        text
    }
}

impl Lambda {
    /// Tells the function, queue or topic `target` on behalf of `function`. False where the server ends before that is done.
    /// A destination that is gone, closed to the role, or full for long is not told, as on AWS.
    pub(crate) async fn tell_destination(
        &self,
        function: &Function,
        target: &str,
        record: String,
        attributes: &[(&str, &str, String)],
        stopped: &Stopped,
    ) -> bool {
        let stored = &function.stored;
        let mut waits = limits::DESTINATION_WAITS.iter();
        let queue = kernel::Arn::parse(target).ok().as_ref().and_then(QueueSource::of);
        loop {
            let id = self.dispatch.request_id();
            let call = Call::inside("lambda", stored.principal(), stored.place(), id)
                .on_account_of(stored.arn().as_str());
            let told = match &queue {
                Some(queue) => {
                    let input = to_queue(queue, record.clone(), attributes);
                    self.dispatch.call::<SendMessage>(&call, input).await.map(drop)
                }
                None if is_topic(target) => {
                    let input = to_topic(target, record.clone(), attributes);
                    self.dispatch.call::<Publish>(&call, input).await.map(drop)
                }
                None => {
                    let input = to_function(target, record.clone());
                    self.dispatch.call::<Invoke>(&call, input).await.map(drop)
                }
            };
            if told.is_err() {
                let is_dead_letter = !attributes.is_empty();
                self.count(&stored.place(), &stored.name, |calls| calls.not_told(is_dead_letter));
            }
            let may_pass = told.is_err_and(|fault| fault.status == 429 || fault.status >= 500);
            let Some(wait) = waits.next().filter(|_| may_pass) else { return true };
            stopped.pause(*wait).await;
            if stopped.is_set() {
                return false;
            }
        }
    }
}

fn to_function(target: &str, record: String) -> InvokeInput {
    InvokeInput {
        function_name: target.to_owned(),
        invocation_type: Some(InvocationType::Event),
        log_type: None,
        client_context: None,
        durable_execution_name: None,
        payload: Some(Bytes::from(record)),
        qualifier: None,
        tenant_id: None,
    }
}

/// Whether `arn` is that of a topic that takes messages of no group.
pub fn is_topic(arn: &str) -> bool {
    let parsed = kernel::Arn::parse(arn);
    parsed.is_ok_and(|arn| arn.service() == "sns" && !arn.resource().ends_with(".fifo"))
}

/// `attributes` are names, types and values.
fn to_topic(topic: &str, record: String, attributes: &[(&str, &str, String)]) -> PublishInput {
    let attribute = |(name, data_type, value): &(&str, &str, String)| {
        let value = sns_api::MessageAttributeValue {
            data_type: (*data_type).to_owned(),
            string_value: Some(value.clone()),
            binary_value: None,
        };
        ((*name).to_owned(), value)
    };
    PublishInput {
        topic_arn: Some(topic.to_owned()),
        message: record,
        message_attributes: Some(attributes.iter().map(attribute).collect()),
        ..PublishInput::default()
    }
}

/// `attributes` are names, types and values.
fn to_queue(queue: &QueueSource, record: String, attributes: &[(&str, &str, String)]) -> SendMessageInput {
    let attribute = |(name, data_type, value): &(&str, &str, String)| {
        let value = MessageAttributeValue {
            string_value: Some(value.clone()),
            data_type: (*data_type).to_owned(),
            ..Default::default()
        };
        ((*name).to_owned(), value)
    };
    let attributes = attributes.iter().map(attribute).collect();
    SendMessageInput {
        queue_url: queue.url(),
        message_body: record,
        message_attributes: Some(attributes),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::engine::FunctionError;

    fn event(payload: &'static [u8]) -> StoredEvent {
        StoredEvent {
            version: 1,
            id: "e4b46cbf".into(),
            function: "arn:aws:lambda:us-east-2:123456789012:function:my-function".into(),
            taken: Timestamp(0),
            failures: Some(3),
            due: None,
            payload: Bytes::from_static(payload),
        }
    }

    fn outcome(payload: Bytes) -> Outcome {
        Outcome {
            payload,
            function_error: Some(FunctionError::Reported),
            log_tail: Bytes::new(),
            init_duration: None,
            duration: Duration::ZERO,
            billed_ms: 1,
            max_memory_mb: 1,
        }
    }

    #[test]
    fn records_are_awss() {
        let (event, outcome) =
            (event(b"{\"ORDER\":[1]}"), outcome(Bytes::from_static(b"{\"errorMessage\":\"x\"}")));
        let record = Record::new(&event, Condition::RetriesExhausted, Some(&outcome));
        let found: serde_json::Value =
            serde_json::from_str(&record.document(Timestamp(1_573_755_365_000))).unwrap();
        let expected = serde_json::json!({
            "version": "1.0", "timestamp": "2019-11-14T18:16:05.000Z",
            "requestContext": {
                "requestId": "e4b46cbf",
                "functionArn": "arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST",
                "condition": "RetriesExhausted", "approximateInvokeCount": 3,
            },
            "requestPayload": {"ORDER": [1]},
            "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
            "responsePayload": {"errorMessage": "x"},
        });
        assert_eq!(found, expected);
        let old = Record::new(&event, Condition::EventAgeExceeded, None).document(Timestamp(5));
        assert!(
            old.contains("\"timestamp\":\"1970-01-01T00:00:00.005Z\"") && !old.contains("response"),
            "{old}"
        );
    }

    #[test]
    fn a_topic_is_told_with_attributes() {
        assert!(is_topic("arn:aws:sns:us-east-1:000000000000:t"));
        for other in
            ["arn:aws:sns:us-east-1:000000000000:t.fifo", "arn:aws:sqs:us-east-1:000000000000:t", "t"]
        {
            assert!(!is_topic(other), "{other}");
        }
        let input = to_topic("arn", "{}".to_owned(), &[("ErrorCode", "Number", "200".to_owned())]);
        assert_eq!((input.topic_arn.as_deref(), input.message.as_str()), (Some("arn"), "{}"));
        let attribute = &input.message_attributes.unwrap()["ErrorCode"];
        assert_eq!(
            (attribute.data_type.as_str(), attribute.string_value.as_deref()),
            ("Number", Some("200"))
        );
    }

    #[test]
    fn a_record_that_is_too_large_goes_without_what_is() {
        let large = outcome(Bytes::from(format!("\"{}\"", "x".repeat(limits::EVENT_BYTES_MAX))));
        let event = event(b"[7]");
        let text = Record::new(&event, Condition::Success, Some(&large)).document(Timestamp(0));
        assert!(text.len() < 1000 && text.contains("\"requestPayload\":[7]"), "{text}");
    }
}
