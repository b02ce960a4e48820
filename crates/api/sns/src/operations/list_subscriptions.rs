//! `ListSubscriptions`.

use wire::{Operation, Service, Shape};

use crate::{SERVICE, Subscription};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListSubscriptions;

impl Operation for ListSubscriptions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListSubscriptions";
    type Input = ListSubscriptionsInput;
    type Output = ListSubscriptionsOutput;
}

/// Input of `ListSubscriptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListSubscriptionsInput {
    pub next_token: Option<String>,
}

/// Output of `ListSubscriptions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListSubscriptionsOutput {
    pub subscriptions: Vec<Subscription>,
    pub next_token: Option<String>,
}
