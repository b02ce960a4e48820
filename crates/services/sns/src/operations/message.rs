//! From what a publisher gives to a message: what is checked of it, in AWS's words.

use std::collections::BTreeMap;

use kernel::Timestamp;
use ring::digest;
use serde_json::Value;
use sns_api::{MessageAttributeValue, PublishBatchRequestEntry};
use wire::Fault;

use crate::engine::{Attribute, MessageKind, NewMessage, StoredMessage, Text, TopicSettings};
use crate::errors::{bad_value, invalid};
use crate::limits::{ATTRIBUTE_NAME_BYTES_MAX, FIFO_ID_LETTERS_MAX, SUBJECT_LETTERS_MAX};

/// The message that a publisher gives.
pub(super) fn of(
    settings: &TopicSettings,
    id: String,
    now: Timestamp,
    given: PublishBatchRequestEntry,
) -> Result<NewMessage, Fault> {
    if given.message.is_empty() {
        return Err(invalid("Empty message"));
    }
    check_subject(given.subject.as_deref())?;
    let attributes = attributes(given.message_attributes.unwrap_or_default())?;
    let group_id = fifo_id(given.message_group_id, "MessageGroupId")?;
    let deduplication_id = fifo_id(given.message_deduplication_id, "MessageDeduplicationId")?;
    if settings.fifo && group_id.is_none() {
        return Err(invalid("The MessageGroupId parameter is required for FIFO topics"));
    }
    let deduplication_id = match (settings.fifo, deduplication_id) {
        (false, None) => None,
        (false, Some(_)) => {
            return Err(invalid(
                "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
            ));
        }
        (true, Some(id)) => Some(id),
        (true, None) if settings.deduplicates_content => {
            Some(kernel::to_hex(digest::digest(&digest::SHA256, given.message.as_bytes()).as_ref()))
        }
        (true, None) => {
            return Err(invalid(
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
            ));
        }
    };
    let (text, texts) = match given.message_structure.as_deref() {
        None | Some("") => (given.message, Vec::new()),
        Some("json") => structured(&given.message)?,
        Some(_) => return Err(invalid("Invalid value for MessageStructure")),
    };
    let mut message = StoredMessage::new(id, MessageKind::Notification, text, now);
    (message.texts, message.subject, message.attributes) = (texts, given.subject, attributes);
    (message.group_id, message.deduplication_id) = (group_id, deduplication_id);
    Ok(NewMessage { message })
}

/// The bytes that count: those of texts, and of the attributes' names, types and values.
pub(super) fn bytes(message: &StoredMessage) -> usize {
    let of = |attribute: &Attribute| {
        let bytes = attribute.bytes.as_ref().map_or(0, bytes::Bytes::len);
        let text = attribute.text.as_ref().map_or(0, String::len);
        attribute.name.len() + attribute.data_type.len() + bytes + text
    };
    let texts: usize = message.texts.iter().map(|text| text.protocol.len() + text.text.len()).sum();
    message.text.len() + texts + message.attributes.iter().map(of).sum::<usize>()
}

/// What a message says by default, and to single protocols.
fn structured(text: &str) -> Result<(String, Vec<Text>), Fault> {
    let Ok(Value::Object(by_protocol)) = serde_json::from_str(text) else {
        return Err(invalid("Message Structure - JSON message body failed to parse"));
    };
    let (mut default, mut texts) = (None, Vec::new());
    for (protocol, text) in by_protocol {
        // What is no text is passed over.
        let Value::String(text) = text else { continue };
        match protocol.as_str() {
            "default" => default = Some(text),
            _ => texts.push(Text { protocol, text }),
        }
    }
    let default =
        default.ok_or_else(|| invalid("Message Structure - No default entry in JSON message body"))?;
    Ok((default, texts))
}

fn check_subject(subject: Option<&str>) -> Result<(), Fault> {
    let Some(subject) = subject else { return Ok(()) };
    let letters = subject.chars().count();
    let sound = (1..=SUBJECT_LETTERS_MAX).contains(&letters)
        && !subject.chars().any(char::is_control)
        && !subject.starts_with(' ');
    if sound { Ok(()) } else { Err(invalid("Subject")) }
}

fn fifo_id(given: Option<String>, parameter: &str) -> Result<Option<String>, Fault> {
    let Some(id) = given else { return Ok(None) };
    if (1..=FIFO_ID_LETTERS_MAX).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(Some(id));
    }
    Err(invalid(format!(
        "{parameter} Reason: The request parameter {parameter} can contain only alphanumeric characters and punctuation and must be 1 to {FIFO_ID_LETTERS_MAX} characters long"
    )))
}

fn attributes(given: BTreeMap<String, MessageAttributeValue>) -> Result<Vec<Attribute>, Fault> {
    given.into_iter().map(|(name, value)| attribute(name, value)).collect()
}

fn attribute(name: String, value: MessageAttributeValue) -> Result<Attribute, Fault> {
    check_name(&name)?;
    let data_type = value.data_type;
    let kind = data_type.split('.').next().unwrap_or_default();
    let wants = match kind {
        "String" | "Number" => "String",
        "Binary" => "Binary",
        _ => {
            return Err(bad_value(format!(
                "The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String."
            )));
        }
    };
    let empty = || {
        bad_value(format!(
            "The message attribute '{name}' must contain non-empty message attribute value for message attribute type '{data_type}'."
        ))
    };
    let (text, bytes) = match (wants, value.string_value, value.binary_value) {
        (_, None, None) => return Err(empty()),
        ("String", Some(text), _) => (Some(text).filter(|text| !text.is_empty()), None),
        ("Binary", _, Some(bytes)) => (None, Some(bytes).filter(|bytes| !bytes.is_empty())),
        _ => {
            let text =
                format!("The message attribute '{name}' with type '{data_type}' must use field '{wants}'.");
            return Err(bad_value(text));
        }
    };
    if text.is_none() && bytes.is_none() {
        return Err(empty());
    }
    if kind == "Number" && text.as_ref().is_some_and(|text| text.trim().parse::<f64>().is_err()) {
        return Err(bad_value(format!("Could not cast message attribute '{name}' value to number.")));
    }
    Ok(Attribute { name, data_type, text, bytes })
}

fn check_name(name: &str) -> Result<(), Fault> {
    if name.len() > ATTRIBUTE_NAME_BYTES_MAX {
        return Err(bad_value("Length of message attribute name must be less than 256 bytes."));
    }
    if name.starts_with('.') {
        return Err(bad_value("Invalid message attribute name starting with character '.' was found."));
    }
    if name.is_empty() || name.ends_with('.') {
        return Err(bad_value("Invalid message attribute name ending with character '.' was found."));
    }
    let sound = |letter: &char| letter.is_ascii_alphanumeric() || "_.-".contains(*letter);
    if let Some(letter) = name.chars().find(|letter| !sound(letter)) {
        return Err(bad_value(format!(
            "Invalid non-alphanumeric character '#x{:X}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
            u32::from(letter)
        )));
    }
    if name.contains("..") {
        return Err(bad_value("Message attribute name can not have successive '.' character."));
    }
    let lower = name.to_ascii_lowercase();
    if lower.starts_with("aws.") || lower.starts_with("amazon.") {
        return Err(bad_value("Message attribute names must not begin with AWS. or Amazon."));
    }
    Ok(())
}
