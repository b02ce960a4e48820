//! `ListSubscriptions`: topic by topic in order of name, in each in order of id.

use dispatch::{Call, Handle};
use sns_api::{ListSubscriptions, ListSubscriptionsInput, ListSubscriptionsOutput};
use wire::Fault;

use super::page;
use crate::Sns;
use crate::engine::EngineError;
use crate::errors::invalid;
use crate::limits::PAGE;

impl Handle<ListSubscriptions> for Sns {
    async fn handle(
        &self,
        call: &Call,
        input: ListSubscriptionsInput,
    ) -> Result<ListSubscriptionsOutput, Fault> {
        let after = page::after(input.next_token.as_deref())?;
        let after = match after.as_deref().map(|after| after.split_once('/')) {
            None => None,
            Some(Some(parts)) => Some(parts),
            Some(None) => return Err(invalid("NextToken")),
        };
        let (mut found, mut last_topic) = (Vec::new(), after.map(|(name, _)| name.to_owned()));
        if let Some((name, id)) = after {
            self.collect(call, name, Some(id), &mut found).await?;
        }
        while found.len() <= PAGE {
            let topics = self.engine.topics(&call.place, last_topic.as_deref(), PAGE)?;
            let Some(last) = topics.last() else { break };
            last_topic = Some(last.name.clone());
            for topic in &topics {
                self.collect(call, &topic.name, None, &mut found).await?;
                if found.len() > PAGE {
                    break;
                }
            }
        }
        let next_token = page::cut(&mut found, |(name, id, _)| format!("{name}/{id}"));
        let subscriptions = found.into_iter().map(|(_, _, entry)| entry).collect();
        Ok(ListSubscriptionsOutput { subscriptions, next_token })
    }
}

impl Sns {
    /// Adds the subscriptions of a topic whose ids come after `after`, up to one more than a page has.
    async fn collect(
        &self,
        call: &Call,
        name: &str,
        after: Option<&str>,
        found: &mut Vec<(String, String, sns_api::Subscription)>,
    ) -> Result<(), Fault> {
        let topic = match self.engine.find(&call.place, name).await {
            Err(EngineError::NoTopic) => return Ok(()),
            topic => topic?,
        };
        let subscriptions = topic.described().subscriptions;
        let later = subscriptions.iter().filter(|(id, _)| after.is_none_or(|after| id.as_str() > after));
        for (id, subscription) in later.take(PAGE + 1 - found.len().min(PAGE)) {
            found.push((name.to_owned(), id.clone(), page::entry(&topic, subscription)));
        }
        Ok(())
    }
}
