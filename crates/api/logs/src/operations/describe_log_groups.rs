//! `DescribeLogGroups`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{LogGroup, LogGroupClass, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeLogGroups;

impl Operation for DescribeLogGroups {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeLogGroups";
    type Input = DescribeLogGroupsInput;
    type Output = DescribeLogGroupsOutput;

    fn resources(_input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::arns(place, "", None)
    }
}

/// Input of `DescribeLogGroups`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DescribeLogGroupsInput {
    #[shape(length(0..=20), member(length(12..=12), pattern = r"^\d{12}$"))]
    pub account_identifiers: Option<Vec<String>>,
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group_name_prefix: Option<String>,
    #[shape(length(0..=512), pattern = r"[\.\-_/#A-Za-z0-9]*")]
    pub log_group_name_pattern: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
    #[shape(range(1..=50))]
    pub limit: Option<i32>,
    pub include_linked_accounts: Option<bool>,
    pub log_group_class: Option<LogGroupClass>,
    #[shape(length(1..=50), member(length(1..=2048), pattern = r"[\w#+=/:,.@-]*"))]
    pub log_group_identifiers: Option<Vec<String>>,
}

/// Output of `DescribeLogGroups`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct DescribeLogGroupsOutput {
    pub log_groups: Option<Vec<LogGroup>>,
    #[shape(length(1..=u64::MAX))]
    pub next_token: Option<String>,
}
