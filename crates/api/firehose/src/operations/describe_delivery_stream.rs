//! `DescribeDeliveryStream`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::delivery_stream_arns;
use crate::{DeliveryStreamDescription, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeDeliveryStream;

impl Operation for DescribeDeliveryStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeDeliveryStream";
    type Input = DescribeDeliveryStreamInput;
    type Output = DescribeDeliveryStreamOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }
}

/// Input of `DescribeDeliveryStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeDeliveryStreamInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    #[shape(range(1..=10000))]
    pub limit: Option<i32>,
    #[shape(length(1..=100), pattern = "[a-zA-Z0-9-]+")]
    pub exclusive_start_destination_id: Option<String>,
}

/// Output of `DescribeDeliveryStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeDeliveryStreamOutput {
    pub delivery_stream_description: DeliveryStreamDescription,
}
