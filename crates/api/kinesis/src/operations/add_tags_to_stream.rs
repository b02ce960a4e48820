//! `AddTagsToStream`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::stream_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct AddTagsToStream;

impl Operation for AddTagsToStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "AddTagsToStream";
    type Input = AddTagsToStreamInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, input.stream_name.as_ref(), input.stream_arn.as_ref())
    }
}

/// Input of `AddTagsToStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AddTagsToStreamInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: Option<String>,
    #[shape(length(1..=200), key(length(1..=128)), member(length(0..=256)))]
    pub tags: BTreeMap<String, String>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}
