//! `DeleteDeliveryStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::delivery_stream_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteDeliveryStream;

impl Operation for DeleteDeliveryStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteDeliveryStream";
    type Input = DeleteDeliveryStreamInput;
    type Output = DeleteDeliveryStreamOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }
}

/// Input of `DeleteDeliveryStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteDeliveryStreamInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    pub allow_force_delete: Option<bool>,
}

/// Output of `DeleteDeliveryStream`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteDeliveryStreamOutput {}
