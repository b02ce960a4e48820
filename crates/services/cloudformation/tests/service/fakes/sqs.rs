//! SQS, as far as templates need it.

use std::collections::BTreeMap;
use std::sync::Arc;

use dispatch::{Call, Carrier, Handle, Routes};
use sqs_api as sqs;
use wire::{Fault, Operation};

use super::Fakes;

/// What URLs of queues begin with.
pub const URLS: &str = "http://localhost:4566/000000000000/";

pub(super) fn carrier(fakes: &Arc<Fakes>) -> Carrier {
    Carrier::embedded(
        Routes::new(&sqs::SERVICE, Arc::clone(fakes))
            .with::<sqs::CreateQueue>()
            .with::<sqs::DeleteQueue>()
            .with::<sqs::GetQueueAttributes>()
            .with::<sqs::GetQueueUrl>()
            .with::<sqs::SetQueueAttributes>()
            .with::<sqs::TagQueue>()
            .with::<sqs::UntagQueue>(),
    )
}

fn missing<T>(result: Result<T, Fault>) -> Result<T, Fault> {
    result.map_err(|_| Fault::sender("QueueDoesNotExist", "The specified queue does not exist."))
}

fake!(sqs::CreateQueue, |fakes, _call, input| {
    let url = format!("{URLS}{}", input.queue_name);
    fakes.make(url.clone())?;
    sqs::CreateQueueOutput { queue_url: Some(url) }
});
fake!(sqs::DeleteQueue, |fakes, _call, input| {
    missing(fakes.remove(&input.queue_url))?;
});
fake!(sqs::GetQueueUrl, |fakes, _call, input| {
    let url = format!("{URLS}{}", input.queue_name);
    missing(fakes.look(&url))?;
    sqs::GetQueueUrlOutput { queue_url: Some(url) }
});
fake!(sqs::GetQueueAttributes, |fakes, _call, input| {
    let (made, _) = missing(fakes.look(&input.queue_url))?;
    let attributes = BTreeMap::from([("CreatedTimestamp".to_owned(), made.seconds().to_string())]);
    sqs::GetQueueAttributesOutput { attributes: Some(attributes) }
});
fake!(sqs::SetQueueAttributes, |fakes, _call, input| {
    missing(fakes.look(&input.queue_url))?;
});
fake!(sqs::TagQueue, |fakes, _call, _input| ());
fake!(sqs::UntagQueue, |fakes, _call, _input| ());
