//! `ReceiveMessage`.

use kernel::Place;
use wire::{Operation, Outcome, Service, Shape};

use crate::{Message, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ReceiveMessage;

impl Operation for ReceiveMessage {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ReceiveMessage";
    type Input = ReceiveMessageInput;
    type Output = ReceiveMessageOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        let messages = output.messages.as_ref().map_or(0, Vec::len);
        Outcome { read: Some(messages as u64), failure: None, late_ms: None }
    }
}

/// Input of `ReceiveMessage`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ReceiveMessageInput {
    #[shape(default)]
    pub queue_url: String,
    #[shape(list = "AttributeName")]
    pub attribute_names: Option<Vec<String>>,
    #[shape(list = "AttributeName")]
    pub message_system_attribute_names: Option<Vec<String>>,
    #[shape(list = "MessageAttributeName")]
    pub message_attribute_names: Option<Vec<String>>,
    pub max_number_of_messages: Option<i32>,
    pub visibility_timeout: Option<i32>,
    pub wait_time_seconds: Option<i32>,
    pub receive_request_attempt_id: Option<String>,
}

/// Output of `ReceiveMessage`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ReceiveMessageOutput {
    #[shape(list = "Message")]
    pub messages: Option<Vec<Message>>,
}
