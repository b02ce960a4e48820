//! `ListStreams`.

use wire::{Operation, Service, Shape};

use crate::streams::{SERVICE, Stream};

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
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub table_name: Option<String>,
    #[shape(range(1..=i64::MAX))]
    pub limit: Option<i32>,
    #[shape(length(37..=1024))]
    pub exclusive_start_stream_arn: Option<String>,
}

/// Output of `ListStreams`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListStreamsOutput {
    pub streams: Option<Vec<Stream>>,
    #[shape(length(37..=1024))]
    pub last_evaluated_stream_arn: Option<String>,
}
