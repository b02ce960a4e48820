//! `ListStreams`.

use wire::{Operation, Service, Shape};

use crate::{SERVICE, StreamSummary};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListStreams;

impl Operation for ListStreams {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListStreams";
    type Input = ListStreamsInput;
    type Output = ListStreamsOutput;
}

/// Input of `ListStreams`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListStreamsInput {
    #[shape(range(1..=10000))]
    pub limit: Option<i32>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub exclusive_start_stream_name: Option<String>,
    #[shape(length(1..=1048576))]
    pub next_token: Option<String>,
}

/// Output of `ListStreams`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListStreamsOutput {
    #[shape(member(length(1..=128), pattern = "[a-zA-Z0-9_.-]+"))]
    pub stream_names: Vec<String>,
    pub has_more_streams: bool,
    #[shape(length(1..=1048576))]
    pub next_token: Option<String>,
    pub stream_summaries: Option<Vec<StreamSummary>>,
}
