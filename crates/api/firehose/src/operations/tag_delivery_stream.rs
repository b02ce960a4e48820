//! `TagDeliveryStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::delivery_stream_arns;
use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct TagDeliveryStream;

impl Operation for TagDeliveryStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "TagDeliveryStream";
    type Input = TagDeliveryStreamInput;
    type Output = TagDeliveryStreamOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }
}

/// Input of `TagDeliveryStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TagDeliveryStreamInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    #[shape(length(1..=50))]
    pub tags: Vec<Tag>,
}

/// Output of `TagDeliveryStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TagDeliveryStreamOutput {}
