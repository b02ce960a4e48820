//! `StartLiveTail`.

use kernel::Place;
use wire::{Operation, Service, Shape, Stream};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct StartLiveTail;

impl Operation for StartLiveTail {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "StartLiveTail";
    const ANSWERS_STREAM: bool = true;
    type Input = StartLiveTailInput;
    type Output = StartLiveTailOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::groups(place, &input.log_group_identifiers)
    }
}

/// Input of `StartLiveTail`.
#[derive(Clone, Debug, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct StartLiveTailInput {
    #[shape(length(1..=10), member(length(1..=2048), pattern = r"[\w#+=/:,.@-]*"))]
    pub log_group_identifiers: Vec<String>,
    #[shape(length(1..=100), member(length(1..=512), pattern = "[^:*]*"))]
    pub log_stream_names: Option<Vec<String>>,
    #[shape(length(1..=100), member(length(1..=512), pattern = "[^:*]*"))]
    pub log_stream_name_prefixes: Option<Vec<String>>,
    #[shape(length(0..=1024))]
    pub log_event_filter_pattern: Option<String>,
}

/// Output of `StartLiveTail`: an event stream of `initial-response`, `sessionStart` and `sessionUpdate`s.
#[derive(Debug, Default, Shape)]
#[shape(case = "camel")]
pub struct StartLiveTailOutput {
    #[shape(payload)]
    pub response_stream: Stream,
}
