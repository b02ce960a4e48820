//! `ListSubscriptionsByTopic`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, Subscription};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListSubscriptionsByTopic;

impl Operation for ListSubscriptionsByTopic {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListSubscriptionsByTopic";
    type Input = ListSubscriptionsByTopicInput;
    type Output = ListSubscriptionsByTopicOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![input.topic_arn.clone()]
    }
}

/// Input of `ListSubscriptionsByTopic`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListSubscriptionsByTopicInput {
    pub topic_arn: String,
    pub next_token: Option<String>,
}

/// Output of `ListSubscriptionsByTopic`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListSubscriptionsByTopicOutput {
    pub subscriptions: Vec<Subscription>,
    pub next_token: Option<String>,
}
