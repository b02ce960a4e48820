//! `DescribeContinuousBackups`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::table_arns;
use crate::{ContinuousBackupsDescription, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeContinuousBackups;

impl Operation for DescribeContinuousBackups {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeContinuousBackups";
    type Input = DescribeContinuousBackupsInput;
    type Output = DescribeContinuousBackupsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        table_arns(place, &input.table_name)
    }
}

/// Input of `DescribeContinuousBackups`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DescribeContinuousBackupsInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
}

/// Output of `DescribeContinuousBackups`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeContinuousBackupsOutput {
    pub continuous_backups_description: Option<ContinuousBackupsDescription>,
}
