//! Shapes used by two operations or more, and members of lists.

use std::collections::BTreeMap;

use bytes::Bytes;
use wire::Shape;

/// An entry of a batch that failed.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchResultErrorEntry {
    pub id: String,
    pub sender_fault: bool,
    pub code: String,
    pub message: Option<String>,
}

/// An entry of a batch.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ChangeMessageVisibilityBatchRequestEntry {
    #[shape(default)]
    pub id: String,
    #[shape(default)]
    pub receipt_handle: String,
    pub visibility_timeout: Option<i32>,
}

/// An entry of a batch.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ChangeMessageVisibilityBatchResultEntry {
    pub id: String,
}

/// An entry of a batch.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteMessageBatchRequestEntry {
    #[shape(default)]
    pub id: String,
    #[shape(default)]
    pub receipt_handle: String,
}

/// An entry of a batch.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteMessageBatchResultEntry {
    pub id: String,
}

/// A task that moves messages.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListMessageMoveTasksResultEntry {
    pub task_handle: Option<String>,
    pub status: Option<String>,
    pub source_arn: Option<String>,
    pub destination_arn: Option<String>,
    pub max_number_of_messages_per_second: Option<i32>,
    pub approximate_number_of_messages_moved: Option<i64>,
    pub approximate_number_of_messages_to_move: Option<i64>,
    pub failure_reason: Option<String>,
    pub started_timestamp: Option<i64>,
}

/// A message as it is received.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Message {
    pub message_id: Option<String>,
    pub receipt_handle: Option<String>,
    #[shape(name = "MD5OfBody")]
    pub md5_of_body: Option<String>,
    pub body: Option<String>,
    #[shape(map = "Attribute Name Value")]
    pub attributes: Option<BTreeMap<String, String>>,
    #[shape(name = "MD5OfMessageAttributes")]
    pub md5_of_message_attributes: Option<String>,
    #[shape(map = "MessageAttribute Name Value")]
    pub message_attributes: Option<BTreeMap<String, MessageAttributeValue>>,
}

/// A value of a message attribute.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MessageAttributeValue {
    pub string_value: Option<String>,
    pub binary_value: Option<Bytes>,
    #[shape(list = "StringListValue")]
    pub string_list_values: Option<Vec<String>>,
    #[shape(list = "BinaryListValue")]
    pub binary_list_values: Option<Vec<Bytes>>,
    #[shape(default)]
    pub data_type: String,
}

/// A value of a message system attribute.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MessageSystemAttributeValue {
    pub string_value: Option<String>,
    pub binary_value: Option<Bytes>,
    #[shape(list = "StringListValue")]
    pub string_list_values: Option<Vec<String>>,
    #[shape(list = "BinaryListValue")]
    pub binary_list_values: Option<Vec<Bytes>>,
    #[shape(default)]
    pub data_type: String,
}

/// An entry of a batch.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SendMessageBatchRequestEntry {
    #[shape(default)]
    pub id: String,
    #[shape(default)]
    pub message_body: String,
    pub delay_seconds: Option<i32>,
    #[shape(map = "MessageAttribute Name Value")]
    pub message_attributes: Option<BTreeMap<String, MessageAttributeValue>>,
    #[shape(map = "MessageSystemAttribute Name Value")]
    pub message_system_attributes: Option<BTreeMap<String, MessageSystemAttributeValue>>,
    pub message_deduplication_id: Option<String>,
    pub message_group_id: Option<String>,
}

/// An entry of a batch.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SendMessageBatchResultEntry {
    pub id: String,
    pub message_id: String,
    #[shape(name = "MD5OfMessageBody")]
    pub md5_of_message_body: String,
    #[shape(name = "MD5OfMessageAttributes")]
    pub md5_of_message_attributes: Option<String>,
    #[shape(name = "MD5OfMessageSystemAttributes")]
    pub md5_of_message_system_attributes: Option<String>,
    pub sequence_number: Option<String>,
}
