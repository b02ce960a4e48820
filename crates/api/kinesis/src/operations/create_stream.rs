//! `CreateStream`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Operation, Service, Shape};

use crate::resource::stream_arns;
use crate::{SERVICE, StreamModeDetails};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateStream;

impl Operation for CreateStream {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateStream";
    type Input = CreateStreamInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, Some(&input.stream_name), None)
    }
}

/// Input of `CreateStream`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateStreamInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: String,
    #[shape(range(1..=i64::MAX))]
    pub shard_count: Option<i32>,
    pub stream_mode_details: Option<StreamModeDetails>,
    #[shape(length(1..=200), key(length(1..=128)), member(length(0..=256)))]
    pub tags: Option<BTreeMap<String, String>>,
    #[shape(range(0..=i64::MAX))]
    pub warm_throughput_mi_bps: Option<i32>,
    #[shape(range(1024..=10240))]
    pub max_record_size_in_ki_b: Option<i32>,
}
