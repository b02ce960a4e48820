//! `ListDeliveryStreams`.

use wire::{Operation, Service, Shape};

use crate::{DeliveryStreamType, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListDeliveryStreams;

impl Operation for ListDeliveryStreams {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListDeliveryStreams";
    type Input = ListDeliveryStreamsInput;
    type Output = ListDeliveryStreamsOutput;
}

/// Input of `ListDeliveryStreams`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListDeliveryStreamsInput {
    #[shape(range(1..=10000))]
    pub limit: Option<i32>,
    pub delivery_stream_type: Option<DeliveryStreamType>,
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub exclusive_start_delivery_stream_name: Option<String>,
}

/// Output of `ListDeliveryStreams`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListDeliveryStreamsOutput {
    #[shape(member(length(1..=64), pattern = "[a-zA-Z0-9_.-]+"))]
    pub delivery_stream_names: Vec<String>,
    pub has_more_delivery_streams: bool,
}
