//! `DescribeTimeToLive`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{SERVICE, TimeToLiveDescription};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeTimeToLive;

impl Operation for DescribeTimeToLive {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeTimeToLive";
    type Input = DescribeTimeToLiveInput;
    type Output = DescribeTimeToLiveOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `DescribeTimeToLive`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeTimeToLiveInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
}

/// Output of `DescribeTimeToLive`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeTimeToLiveOutput {
    pub time_to_live_description: Option<TimeToLiveDescription>,
}
