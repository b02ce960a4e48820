//! `UntagDeliveryStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::delivery_stream_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UntagDeliveryStream;

impl Operation for UntagDeliveryStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UntagDeliveryStream";
    type Input = UntagDeliveryStreamInput;
    type Output = UntagDeliveryStreamOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }
}

/// Input of `UntagDeliveryStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UntagDeliveryStreamInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    #[shape(length(1..=50), member(length(1..=128)))]
    pub tag_keys: Vec<String>,
}

/// Output of `UntagDeliveryStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UntagDeliveryStreamOutput {}
