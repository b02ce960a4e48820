//! `ListDeadLetterSourceQueues`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListDeadLetterSourceQueues;

impl Operation for ListDeadLetterSourceQueues {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListDeadLetterSourceQueues";
    type Input = ListDeadLetterSourceQueuesInput;
    type Output = ListDeadLetterSourceQueuesOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_url(place, &input.queue_url)
    }
}

/// Input of `ListDeadLetterSourceQueues`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListDeadLetterSourceQueuesInput {
    #[shape(default)]
    pub queue_url: String,
    pub next_token: Option<String>,
    pub max_results: Option<i32>,
}

/// Output of `ListDeadLetterSourceQueues`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListDeadLetterSourceQueuesOutput {
    #[shape(name = "queueUrls", list = "QueueUrl")]
    pub queue_urls: Vec<String>,
    pub next_token: Option<String>,
}
