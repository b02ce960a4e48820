//! `FilterLogEvents`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{FilteredLogEvent, SERVICE, SearchedLogStream};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct FilterLogEvents;

impl Operation for FilterLogEvents {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "FilterLogEvents";
    type Input = FilterLogEventsInput;
    type Output = FilterLogEventsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        let (name, identifier) = (input.log_group_name.as_ref(), input.log_group_identifier.as_ref());
        crate::resource::arns_of_either(place, name, identifier, None)
    }
}

/// Input of `FilterLogEvents`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct FilterLogEventsInput {
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name: Option<String>,
    #[shape(length(1..=2048), pattern = r"[\w#+=/:,.@-]*")]
    pub log_group_identifier: Option<String>,
    #[shape(length(1..=100), member(length(1..=512), pattern = "[^:*]*"))]
    pub log_stream_names: Option<Vec<String>>,
    #[shape(length(1..=512), pattern = "[^:*]*")]
    pub log_stream_name_prefix: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub start_time: Option<i64>,
    #[shape(range(0..=i64::MAX))]
    pub end_time: Option<i64>,
    #[shape(length(0..=1024))]
    pub filter_pattern: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
    #[shape(range(1..=10000))]
    pub limit: Option<i32>,
    pub interleaved: Option<bool>,
    pub unmask: Option<bool>,
}

/// Output of `FilterLogEvents`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct FilterLogEventsOutput {
    pub events: Option<Vec<FilteredLogEvent>>,
    pub searched_log_streams: Option<Vec<SearchedLogStream>>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
}
