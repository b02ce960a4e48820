//! `EnableKinesisStreamingDestination`.

use kernel::Place;
use wire::{Operation, Service};

use crate::resource::table_arns;
use crate::{KinesisStreamingDestinationInput, KinesisStreamingDestinationOutput, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct EnableKinesisStreamingDestination;

impl Operation for EnableKinesisStreamingDestination {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "EnableKinesisStreamingDestination";
    type Input = KinesisStreamingDestinationInput;
    type Output = KinesisStreamingDestinationOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}
