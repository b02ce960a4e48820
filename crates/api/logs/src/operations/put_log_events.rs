//! `PutLogEvents`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{Entity, InputLogEvent, RejectedEntityInfo, RejectedLogEventsInfo, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutLogEvents;

impl Operation for PutLogEvents {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutLogEvents";
    type Input = PutLogEventsInput;
    type Output = PutLogEventsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, &input.log_group_name, Some(&input.log_stream_name))
    }

    fn carried(input: &Self::Input, _: &str) -> u64 {
        input.log_events.len() as u64
    }
}

/// Input of `PutLogEvents`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct PutLogEventsInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: String,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub log_stream_name: String,
    #[shape(length(1..=10000))]
    pub log_events: Vec<InputLogEvent>,
    #[shape(length(1..=u64::MAX))]
    pub sequence_token: Option<String>,
    pub entity: Option<Entity>,
}

/// Output of `PutLogEvents`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct PutLogEventsOutput {
    #[shape(length(1..=u64::MAX))]
    pub next_sequence_token: Option<String>,
    pub rejected_log_events_info: Option<RejectedLogEventsInfo>,
    pub rejected_entity_info: Option<RejectedEntityInfo>,
}
