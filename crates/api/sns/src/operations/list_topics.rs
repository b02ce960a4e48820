//! `ListTopics`.

use wire::{Operation, Service, Shape};

use crate::{SERVICE, Topic};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListTopics;

impl Operation for ListTopics {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListTopics";
    type Input = ListTopicsInput;
    type Output = ListTopicsOutput;
}

/// Input of `ListTopics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTopicsInput {
    pub next_token: Option<String>,
}

/// Output of `ListTopics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListTopicsOutput {
    pub topics: Vec<Topic>,
    pub next_token: Option<String>,
}
