//! SNS, as far as templates need it.

use std::sync::Arc;

use dispatch::{Call, Carrier, Handle, Routes};
use sns_api as sns;
use wire::{Fault, Operation};

use super::Fakes;

/// What ARNs of topics begin with.
pub const TOPICS: &str = "arn:aws:sns:us-east-1:000000000000:";

pub(super) fn carrier(fakes: &Arc<Fakes>) -> Carrier {
    Carrier::embedded(
        Routes::new(&sns::SERVICE, Arc::clone(fakes))
            .with::<sns::CreateTopic>()
            .with::<sns::DeleteTopic>()
            .with::<sns::GetTopicAttributes>()
            .with::<sns::ListSubscriptionsByTopic>()
            .with::<sns::SetSubscriptionAttributes>()
            .with::<sns::SetTopicAttributes>()
            .with::<sns::Subscribe>()
            .with::<sns::TagResource>()
            .with::<sns::Unsubscribe>()
            .with::<sns::UntagResource>(),
    )
}

fn missing<T>(result: Result<T, Fault>) -> Result<T, Fault> {
    result.map_err(|_| Fault::with_status("NotFound", 404, "Topic does not exist"))
}

fake!(sns::CreateTopic, |fakes, _call, input| {
    let arn = format!("{TOPICS}{}", input.name);
    fakes.make(arn.clone())?;
    sns::CreateTopicOutput { topic_arn: Some(arn) }
});
fake!(sns::DeleteTopic, |fakes, _call, input| {
    missing(fakes.remove(&input.topic_arn))?;
});
fake!(sns::GetTopicAttributes, |fakes, _call, input| {
    missing(fakes.look(&input.topic_arn))?;
    sns::GetTopicAttributesOutput::default()
});
fake!(sns::SetTopicAttributes, |fakes, _call, input| {
    missing(fakes.look(&input.topic_arn))?;
});
fake!(sns::Subscribe, |fakes, _call, input| {
    missing(fakes.look(&input.topic_arn))?;
    sns::SubscribeOutput { subscription_arn: Some(format!("{}:u", input.topic_arn)) }
});
fake!(sns::ListSubscriptionsByTopic, |_fakes, _call, input| {
    let found = sns::Subscription {
        subscription_arn: Some(format!("{}:u", input.topic_arn)),
        protocol: Some("email".to_owned()),
        endpoint: Some("a@example.com".to_owned()),
        ..sns::Subscription::default()
    };
    sns::ListSubscriptionsByTopicOutput { subscriptions: vec![found], next_token: None }
});
fake!(sns::SetSubscriptionAttributes, |fakes, _call, _input| ());
fake!(sns::TagResource, |fakes, _call, _input| sns::TagResourceOutput {});
fake!(sns::UntagResource, |fakes, _call, _input| sns::UntagResourceOutput {});
fake!(sns::Unsubscribe, |fakes, _call, _input| ());
