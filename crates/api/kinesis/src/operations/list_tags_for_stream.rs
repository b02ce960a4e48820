//! `ListTagsForStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stream_arns;
use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTagsForStream;

impl Operation for ListTagsForStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTagsForStream";
    type Input = ListTagsForStreamInput;
    type Output = ListTagsForStreamOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, input.stream_name.as_ref(), input.stream_arn.as_ref())
    }
}

/// Input of `ListTagsForStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTagsForStreamInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: Option<String>,
    #[shape(length(1..=128))]
    pub exclusive_start_tag_key: Option<String>,
    #[shape(range(1..=50))]
    pub limit: Option<i32>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}

/// Output of `ListTagsForStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListTagsForStreamOutput {
    #[shape(length(0..=200))]
    pub tags: Vec<Tag>,
    pub has_more_tags: bool,
}
