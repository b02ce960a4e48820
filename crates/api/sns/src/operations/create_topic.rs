//! `CreateTopic`.

use std::collections::BTreeMap;

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, Tag};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateTopic;

impl Operation for CreateTopic {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateTopic";
    type Input = CreateTopicInput;
    type Output = CreateTopicOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![place.arn("sns", &input.name).to_string()]
    }
}

/// Input of `CreateTopic`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateTopicInput {
    pub name: String,
    pub attributes: Option<BTreeMap<String, String>>,
    pub tags: Option<Vec<Tag>>,
    pub data_protection_policy: Option<String>,
}

/// Output of `CreateTopic`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateTopicOutput {
    pub topic_arn: Option<String>,
}
