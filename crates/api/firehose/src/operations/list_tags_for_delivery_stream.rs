//! `ListTagsForDeliveryStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::delivery_stream_arns;
use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTagsForDeliveryStream;

impl Operation for ListTagsForDeliveryStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTagsForDeliveryStream";
    type Input = ListTagsForDeliveryStreamInput;
    type Output = ListTagsForDeliveryStreamOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }
}

/// Input of `ListTagsForDeliveryStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListTagsForDeliveryStreamInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    #[shape(length(1..=128))]
    pub exclusive_start_tag_key: Option<String>,
    #[shape(range(1..=50))]
    pub limit: Option<i32>,
}

/// Output of `ListTagsForDeliveryStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListTagsForDeliveryStreamOutput {
    #[shape(length(0..=50))]
    pub tags: Vec<Tag>,
    pub has_more_tags: bool,
}
