//! `GetLogEvents`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{OutputLogEvent, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetLogEvents;

impl Operation for GetLogEvents {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetLogEvents";
    type Input = GetLogEventsInput;
    type Output = GetLogEventsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        let (name, identifier) = (input.log_group_name.as_ref(), input.log_group_identifier.as_ref());
        crate::resource::arns_of_either(place, name, identifier, Some(&input.log_stream_name))
    }
}

/// Input of `GetLogEvents`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct GetLogEventsInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    #[shape(length(1..=2048), pattern = r"[\w#+=/:,.@-]*")]
    pub log_group_identifier: Option<String>,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub log_stream_name: String,
    #[shape(range(0..=i64::MAX))]
    pub start_time: Option<i64>,
    #[shape(range(0..=i64::MAX))]
    pub end_time: Option<i64>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
    #[shape(range(1..=10000))]
    pub limit: Option<i32>,
    pub start_from_head: Option<bool>,
    pub unmask: Option<bool>,
}

/// Output of `GetLogEvents`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct GetLogEventsOutput {
    pub events: Option<Vec<OutputLogEvent>>,
    #[shape(length(1..=u64::MAX))]
    pub next_forward_token: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub next_backward_token: Option<String>,
}
