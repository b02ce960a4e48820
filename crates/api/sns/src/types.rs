//! Shapes used by two operations or more, and members of lists.

use std::collections::BTreeMap;

use bytes::Bytes;
use wire::Shape;

/// An entry of a batch that failed.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct BatchResultErrorEntry {
    pub id: String,
    pub code: String,
    pub message: Option<String>,
    pub sender_fault: bool,
}

/// A value of a message attribute.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MessageAttributeValue {
    pub data_type: String,
    pub string_value: Option<String>,
    pub binary_value: Option<Bytes>,
}

/// An entry of a batch.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PublishBatchRequestEntry {
    pub id: String,
    pub message: String,
    pub subject: Option<String>,
    pub message_structure: Option<String>,
    #[shape(map = "MessageAttributes.entry Name Value")]
    pub message_attributes: Option<BTreeMap<String, MessageAttributeValue>>,
    pub message_deduplication_id: Option<String>,
    pub message_group_id: Option<String>,
}

/// An entry of a batch.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PublishBatchResultEntry {
    pub id: Option<String>,
    pub message_id: Option<String>,
    pub sequence_number: Option<String>,
}

/// A subscription of a list.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Subscription {
    pub subscription_arn: Option<String>,
    pub owner: Option<String>,
    pub protocol: Option<String>,
    pub endpoint: Option<String>,
    pub topic_arn: Option<String>,
}

/// A tag.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(0..=256))]
    pub value: String,
}

/// A topic of a list.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Topic {
    pub topic_arn: Option<String>,
}
