//! `ListQueues`.

use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListQueues;

impl Operation for ListQueues {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListQueues";
    type Input = ListQueuesInput;
    type Output = ListQueuesOutput;
}

/// Input of `ListQueues`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListQueuesInput {
    pub queue_name_prefix: Option<String>,
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
}

/// Output of `ListQueues`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListQueuesOutput {
    #[shape(list = "QueueUrl")]
    pub queue_urls: Option<Vec<String>>,
    pub next_token: Option<String>,
}
