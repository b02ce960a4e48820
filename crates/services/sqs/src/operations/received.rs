//! From a message that was received to what the receiver asked to see of it.

use std::collections::BTreeMap;

use sqs_api::{Message, MessageAttributeValue};
use wire::Fault;

use crate::engine::{Attribute, Received, digest_of_attributes, digest_of_text};

/// The system attributes that can be asked for.
const SYSTEM: [&str; 9] = [
    "SenderId",
    "SentTimestamp",
    "ApproximateReceiveCount",
    "ApproximateFirstReceiveTimestamp",
    "SequenceNumber",
    "MessageDeduplicationId",
    "MessageGroupId",
    "AWSTraceHeader",
    "DeadLetterQueueSourceArn",
];

/// The first sequence number of every queue: AWS's have 20 digits.
const SEQUENCE_BASE: u64 = 10_000_000_000_000_000_000;

/// The sequence number of a message.
pub(super) fn sequence(number: u64) -> String {
    (SEQUENCE_BASE + number).to_string()
}

/// Checks the names of system attributes that are asked for.
pub(super) fn check_names(names: &[String]) -> Result<(), Fault> {
    let known =
        |name: &String| name == "All" || SYSTEM.contains(&name.as_str()) || name == "SqsManagedSseEnabled";
    match names.iter().find(|name| !known(name)) {
        Some(name) => Err(Fault::sender("InvalidAttributeName", format!("Unknown Attribute {name}."))),
        None => Ok(()),
    }
}

/// The message with the system attributes and the attributes of these names.
pub(super) fn message(received: Received, system: &[String], names: &[String], fifo: bool) -> Message {
    let attributes = system_attributes(&received, system, fifo);
    let content = received.content;
    let wanted: Vec<Attribute> =
        content.attributes.into_iter().filter(|attribute| is_wanted(&attribute.name, names)).collect();
    Message {
        message_id: Some(content.message_id),
        receipt_handle: Some(received.receipt.encode()),
        md5_of_body: Some(digest_of_text(&content.body)),
        body: Some(content.body),
        attributes: (!attributes.is_empty()).then_some(attributes),
        md5_of_message_attributes: digest_of_attributes(&wanted),
        message_attributes: (!wanted.is_empty()).then(|| wanted.into_iter().map(value).collect()),
    }
}

fn value(attribute: Attribute) -> (String, MessageAttributeValue) {
    let value = MessageAttributeValue {
        string_value: attribute.text,
        binary_value: attribute.bytes,
        string_list_values: None,
        binary_list_values: None,
        data_type: attribute.data_type,
    };
    (attribute.name, value)
}

/// `All` and `.*` stand for all, `prefix.*` for those that begin so.
fn is_wanted(name: &str, wanted: &[String]) -> bool {
    wanted.iter().any(|wanted| match wanted.as_str() {
        "All" | ".*" => true,
        wanted => wanted == name || wanted.strip_suffix(".*").is_some_and(|start| name.starts_with(start)),
    })
}

fn system_attributes(received: &Received, wanted: &[String], fifo: bool) -> BTreeMap<String, String> {
    let content = &received.content;
    let value = |name: &str| match name {
        "SenderId" => Some(content.sender.clone()),
        "SentTimestamp" => Some(received.sent_ms.to_string()),
        "ApproximateReceiveCount" => Some(received.receives.to_string()),
        "ApproximateFirstReceiveTimestamp" => Some(received.first_ms.to_string()),
        "SequenceNumber" => fifo.then(|| sequence(received.number)),
        "MessageDeduplicationId" => content.deduplication_id.clone(),
        "MessageGroupId" => content.group_id.clone(),
        "AWSTraceHeader" => content.trace_header.clone(),
        "DeadLetterQueueSourceArn" => content.source_arn.clone(),
        _ => None,
    };
    let all = wanted.iter().any(|name| name == "All");
    let names = SYSTEM.into_iter().filter(|name| all || wanted.iter().any(|wanted| wanted == name));
    names.filter_map(|name| Some((name.to_owned(), value(name)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_choose_attributes() {
        for (name, wanted, expected) in [
            ("Hello", vec!["All"], true),
            ("Hello", vec![".*"], true),
            ("Hello", vec!["Hel.*"], true),
            ("Hello", vec!["Other", "Hello"], true),
            ("Hello", vec!["hello"], false),
            ("Hello", vec![], false),
        ] {
            let wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
            assert_eq!(is_wanted(name, &wanted), expected, "{wanted:?}");
        }
        assert_eq!(sequence(1).len(), 20);
    }
}
