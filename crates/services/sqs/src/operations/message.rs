//! From what a sender gives to a message: what is checked of it, in AWS's words.

use std::collections::BTreeMap;

use bytes::Bytes;
use dispatch::{Call, Principal};
use kernel::Random;
use sqs_api::{MessageAttributeValue, MessageSystemAttributeValue, SendMessageBatchRequestEntry};
use wire::Fault;

use crate::engine::{Attribute, Content, NewMessage, Settings, hash_of_content};
use crate::errors::{invalid, missing, wrong};
use crate::limits::{ATTRIBUTE_NAME_BYTES_MAX, ATTRIBUTES_MAX, DELAY_S};

const CHARACTERS: &str = "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";

/// The message that a sender gives. Its id is new.
pub(super) fn of(
    call: &Call,
    settings: &Settings,
    random: &dyn Random,
    given: SendMessageBatchRequestEntry,
) -> Result<NewMessage, Fault> {
    if given.message_body.is_empty() {
        return Err(missing("MessageBody"));
    }
    if !is_sound(&given.message_body) {
        return Err(Fault::sender("InvalidMessageContents", CHARACTERS));
    }
    let delay_s = delay(settings, given.delay_seconds)?;
    let attributes = attributes(given.message_attributes.unwrap_or_default())?;
    let trace_header = trace_header(given.message_system_attributes.unwrap_or_default())?;
    if bytes(&given.message_body, &attributes) > settings.message_bytes_max {
        let text = format!("Message must be shorter than {} bytes.", settings.message_bytes_max);
        return Err(invalid(format!("One or more parameters are invalid. Reason: {text}")));
    }
    let group_id = fifo_id(given.message_group_id, "MessageGroupId")?;
    let deduplication_id = fifo_id(given.message_deduplication_id, "MessageDeduplicationId")?;
    let deduplication_id = match (settings.fifo, deduplication_id) {
        (false, None) => None,
        (false, Some(id)) => {
            let reason = "The request includes a parameter that is not valid for this queue type.";
            return Err(wrong(&id, "MessageDeduplicationId", reason));
        }
        (true, _) if group_id.is_none() => return Err(missing("MessageGroupId")),
        (true, Some(id)) => Some(id),
        (true, None) if settings.deduplicates_content => Some(hash_of_content(&given.message_body)),
        (true, None) => return Err(invalid(NO_DEDUPLICATION)),
    };
    let mut content = Content::new(random.uuid(), given.message_body, sender(call));
    (content.attributes, content.trace_header) = (attributes, trace_header);
    (content.group_id, content.deduplication_id) = (group_id, deduplication_id);
    Ok(NewMessage { content, delay_s })
}

/// What a FIFO queue says where it cannot tell duplicates.
pub(super) const NO_DEDUPLICATION: &str = "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";

/// The bytes that count: those of the body and of the attributes' names, types and values.
pub(super) fn bytes(body: &str, attributes: &[Attribute]) -> usize {
    let of = |attribute: &Attribute| {
        let value =
            attribute.bytes.as_ref().map_or(0, Bytes::len) + attribute.text.as_ref().map_or(0, String::len);
        attribute.name.len() + attribute.data_type.len() + value
    };
    body.len() + attributes.iter().map(of).sum::<usize>()
}

/// The same before it is known whether they are sound.
pub(super) fn bytes_given(given: &SendMessageBatchRequestEntry) -> usize {
    let of = |(name, value): (&String, &MessageAttributeValue)| {
        let bytes = value.binary_value.as_ref().map_or(0, Bytes::len);
        name.len() + value.data_type.len() + bytes + value.string_value.as_ref().map_or(0, String::len)
    };
    given.message_body.len() + given.message_attributes.iter().flatten().map(of).sum::<usize>()
}

fn sender(call: &Call) -> String {
    match &call.principal {
        Principal::Account(account) => account.to_string(),
        Principal::Session { role, session, .. } => format!("{role}:{session}"),
        Principal::Service(name) => (*name).to_owned(),
    }
}

/// Whether XML could carry it.
fn is_sound(text: &str) -> bool {
    text.chars().all(|letter| !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}'))
}

fn delay(settings: &Settings, given: Option<i32>) -> Result<u64, Fault> {
    let Some(seconds) = given else { return Ok(settings.delay_s) };
    if settings.fifo && seconds != 0 {
        let reason = "The request include parameter that is not valid for this queue type.";
        return Err(wrong(&seconds.to_string(), "DelaySeconds", reason));
    }
    if !DELAY_S.contains(&i64::from(seconds)) {
        let reason = "DelaySeconds must be >= 0 and <= 900.";
        return Err(wrong(&seconds.to_string(), "DelaySeconds", reason));
    }
    Ok(if settings.fifo { settings.delay_s } else { u64::from(seconds.unsigned_abs()) })
}

fn fifo_id(given: Option<String>, parameter: &str) -> Result<Option<String>, Fault> {
    let Some(id) = given else { return Ok(None) };
    if (1..=128).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(Some(id));
    }
    let reason =
        format!("{parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.");
    Err(wrong(&id, parameter, &reason))
}

fn attributes(given: BTreeMap<String, MessageAttributeValue>) -> Result<Vec<Attribute>, Fault> {
    if given.len() > ATTRIBUTES_MAX {
        let text = format!(
            "Number of message attributes [{}] exceeds the allowed maximum [{ATTRIBUTES_MAX}].",
            given.len()
        );
        return Err(invalid(text));
    }
    given.into_iter().map(|(name, value)| attribute(name, value)).collect()
}

fn attribute(name: String, value: MessageAttributeValue) -> Result<Attribute, Fault> {
    check_name(&name)?;
    let data_type = value.data_type;
    if data_type.is_empty() {
        return Err(invalid(format!(
            "The message attribute '{name}' must contain non-empty message attribute type."
        )));
    }
    if data_type.len() >= ATTRIBUTE_NAME_BYTES_MAX {
        return Err(invalid("Message (user) attribute types must be shorter than 256 Bytes"));
    }
    if value.string_list_values.is_some() || value.binary_list_values.is_some() {
        let text = "Message attribute list values in SendMessage operation are not supported.";
        return Err(Fault::sender("UnsupportedOperation", text));
    }
    let kind = data_type.split('.').next().unwrap_or_default();
    let empty = || {
        invalid(format!("Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'."))
    };
    match kind {
        "String" | "Number" => {
            let text = value.string_value.filter(|text| !text.is_empty()).ok_or_else(empty)?;
            if !is_sound(&text) {
                return Err(invalid(CHARACTERS));
            }
            if kind == "Number" && text.trim().parse::<f64>().is_err() {
                return Err(invalid(format!(
                    "Can't cast the value of message (user) attribute '{name}' to a number."
                )));
            }
            Ok(Attribute { name, data_type, text: Some(text), bytes: None })
        }
        "Binary" => {
            let bytes = value.binary_value.filter(|bytes| !bytes.is_empty()).ok_or_else(empty)?;
            Ok(Attribute { name, data_type, text: None, bytes: Some(bytes) })
        }
        _ => Err(invalid(format!(
            "The type of message (user) attribute '{name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String."
        ))),
    }
}

fn check_name(name: &str) -> Result<(), Fault> {
    if name.len() > ATTRIBUTE_NAME_BYTES_MAX {
        return Err(invalid("Message (user) attribute names must be shorter than 256 Bytes"));
    }
    let sound = |letter: char| letter.is_alphanumeric() || "_.-".contains(letter);
    if name.is_empty() || !name.chars().all(sound) {
        return Err(invalid(
            "Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ",
        ));
    }
    let lower = name.to_ascii_lowercase();
    if lower.starts_with("aws.")
        || lower.starts_with("amazon.")
        || name.starts_with('.')
        || name.ends_with('.')
        || name.contains("..")
    {
        return Err(invalid(
            "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.",
        ));
    }
    Ok(())
}

fn trace_header(given: BTreeMap<String, MessageSystemAttributeValue>) -> Result<Option<String>, Fault> {
    let mut header = None;
    for (name, value) in given {
        if name != "AWSTraceHeader" {
            return Err(invalid(format!("Message system attribute name '{name}' is invalid.")));
        }
        if value.data_type != "String" {
            return Err(invalid(format!(
                "The data type of message system attribute '{name}' is invalid. It must be String."
            )));
        }
        let text = value.string_value.filter(|text| !text.is_empty()).ok_or_else(|| {
            invalid(format!(
                "Message (system) attribute '{name}' must contain a non-empty value of type 'String'."
            ))
        })?;
        header = Some(text);
    }
    Ok(header)
}
