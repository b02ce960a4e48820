//! `GetQueueUrl`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::SERVICE;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetQueueUrl;

impl Operation for GetQueueUrl {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetQueueUrl";
    type Input = GetQueueUrlInput;
    type Output = GetQueueUrlOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        crate::resource::of_name(place, &input.queue_name, input.queue_owner_aws_account_id.as_deref())
    }
}

/// Input of `GetQueueUrl`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetQueueUrlInput {
    #[shape(default)]
    pub queue_name: String,
    #[shape(name = "QueueOwnerAWSAccountId")]
    pub queue_owner_aws_account_id: Option<String>,
}

/// Output of `GetQueueUrl`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetQueueUrlOutput {
    pub queue_url: Option<String>,
}
