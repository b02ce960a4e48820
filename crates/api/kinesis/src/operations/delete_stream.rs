//! `DeleteStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::stream_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteStream;

impl Operation for DeleteStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteStream";
    type Input = DeleteStreamInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, input.stream_name.as_ref(), input.stream_arn.as_ref())
    }
}

/// Input of `DeleteStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteStreamInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: Option<String>,
    pub enforce_consumer_deletion: Option<bool>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}
