//! `ListSubscriptionsByTopic`.

use dispatch::{Call, Handle};
use sns_api::{ListSubscriptionsByTopic, ListSubscriptionsByTopicInput, ListSubscriptionsByTopicOutput};
use wire::Fault;

use super::page;
use crate::Sns;
use crate::limits::PAGE;

impl Handle<ListSubscriptionsByTopic> for Sns {
    async fn handle(
        &self,
        call: &Call,
        input: ListSubscriptionsByTopicInput,
    ) -> Result<ListSubscriptionsByTopicOutput, Fault> {
        let topic = self.topic::<ListSubscriptionsByTopic>(call, &input.topic_arn).await?;
        let after = page::after(input.next_token.as_deref())?;
        let subscriptions = topic.described().subscriptions;
        let later = subscriptions.iter().filter(|(id, _)| after.as_ref().is_none_or(|after| *id > after));
        let mut found: Vec<_> = later.take(PAGE + 1).collect();
        let next_token = page::cut(&mut found, |(id, _)| (*id).clone());
        let subscriptions = found.into_iter().map(|(_, of)| page::entry(&topic, of)).collect();
        Ok(ListSubscriptionsByTopicOutput { subscriptions, next_token })
    }
}
