//! `SendMessage`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{MessageAttributeValue, MessageSystemAttributeValue, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct SendMessage;

impl Operation for SendMessage {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "SendMessage";
    type Input = SendMessageInput;
    type Output = SendMessageOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `SendMessage`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SendMessageInput {
    #[shape(default)]
    pub queue_url: String,
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

/// Output of `SendMessage`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SendMessageOutput {
    #[shape(name = "MD5OfMessageBody")]
    pub md5_of_message_body: Option<String>,
    #[shape(name = "MD5OfMessageAttributes")]
    pub md5_of_message_attributes: Option<String>,
    #[shape(name = "MD5OfMessageSystemAttributes")]
    pub md5_of_message_system_attributes: Option<String>,
    pub message_id: Option<String>,
    pub sequence_number: Option<String>,
}
