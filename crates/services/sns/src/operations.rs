//! One file per operation; beside them what several share.

mod add_permission;
mod confirm_subscription;
mod create_topic;
mod delete_topic;
mod get_subscription_attributes;
mod get_topic_attributes;
mod list_subscriptions;
mod list_subscriptions_by_topic;
mod list_tags_for_resource;
mod list_topics;
mod message;
mod page;
mod publish;
mod publish_batch;
mod remove_permission;
mod set_subscription_attributes;
mod set_topic_attributes;
mod subscribe;
mod subscriber;
mod tag_resource;
mod unsubscribe;
mod untag_resource;

use std::sync::Arc;

use dispatch::{Call, Principal};
use kernel::{AccountId, Arn};
use wire::{Fault, Operation};

use crate::Sns;
use crate::engine::{
    Asking, EngineError, NewMessage, Published, Subscription, Topic, TopicPolicy, default_policy, place_of,
};
use crate::errors::{invalid, not_found};

impl Sns {
    /// The topic of `arn`, if the caller may do `O` with it.
    async fn topic<O: Operation>(&self, call: &Call, arn: &str) -> Result<Arc<Topic>, Fault> {
        let topic = self.named(arn, "TopicArn").await?;
        if topic.place.region != call.place.region {
            return Err(invalid("TopicArn"));
        }
        permit::<O>(call, &topic, None)?;
        Ok(topic)
    }

    /// The topic of `arn`, which the parameter of that name gives.
    async fn named(&self, arn: &str, parameter: &str) -> Result<Arc<Topic>, Fault> {
        check_arn(arn, parameter)?;
        if place_of(arn).is_none_or(|(_, name)| name.contains(':')) {
            return Err(invalid(parameter));
        }
        Ok(self.engine.find_arn(arn).await?)
    }

    /// The topic that tags are asked about.
    async fn tagged<O: Operation>(&self, call: &Call, arn: &str) -> Result<Arc<Topic>, Fault> {
        let missing = || Fault::with_status("ResourceNotFound", 404, "Resource does not exist");
        let topic = self.named(arn, "ResourceArn").await;
        let topic = topic.map_err(|fault| if fault.code == "NotFound" { missing() } else { fault })?;
        permit::<O>(call, &topic, None)?;
        Ok(topic)
    }

    /// The subscription of `arn` and its topic, if it is the caller's, or the caller may do `O` with the topic.
    async fn subscription<O: Operation>(
        &self,
        call: &Call,
        arn: &str,
    ) -> Result<(Arc<Topic>, Arc<Subscription>), Fault> {
        let missing = || not_found("Subscription does not exist");
        let (topic, id) = subscription_parts(arn)?;
        let topic = match self.engine.find_arn(topic).await {
            Err(EngineError::NoTopic) => return Err(missing()),
            topic => topic?,
        };
        let subscription = topic.subscription(id).ok_or_else(missing)?;
        if account_of(call).is_none_or(|account| account.as_str() != subscription.stored.owner) {
            permit::<O>(call, &topic, None)?;
        }
        Ok((topic, subscription))
    }

    /// Publishes messages and has them delivered, even if the caller hangs up.
    async fn publish(&self, topic: &Arc<Topic>, messages: Vec<NewMessage>) -> Result<Vec<Published>, Fault> {
        let service = self.own.upgrade().ok_or(EngineError::Ending)?;
        let topic = topic.clone();
        let bytes: Vec<usize> = messages.iter().map(|new| new.message.text.len()).collect();
        let publishing = tokio::spawn(async move {
            let (published, lanes) = service.engine.publish(&topic, messages).await?;
            lanes.into_iter().for_each(|lane| service.ring(&topic, lane));
            service.count(&topic, |passed| passed.published(&published, &bytes));
            Ok::<_, EngineError>(published)
        });
        Ok(publishing.await.unwrap_or(Err(EngineError::Ending))?)
    }
}

/// Refuses what is no ARN.
fn check_arn(arn: &str, parameter: &str) -> Result<(), Fault> {
    let parts = arn.split(':').count();
    if parts < 6 {
        return Err(invalid(format!(
            "{parameter} Reason: An ARN must have at least 6 elements, not {parts}"
        )));
    }
    match Arn::parse(arn) {
        Ok(_) => Ok(()),
        Err(_) => Err(invalid(parameter)),
    }
}

/// The topic's ARN and the id that a subscription's ARN says.
fn subscription_parts(arn: &str) -> Result<(&str, &str), Fault> {
    check_arn(arn, "SubscriptionArn")?;
    let topic = sns_api::topic_of(arn);
    match arn.strip_prefix(topic).and_then(|rest| rest.strip_prefix(':')) {
        Some(id) if !id.is_empty() => Ok((topic, id)),
        _ => Err(invalid("SubscriptionId")),
    }
}

/// The account that calls, where no service does.
fn account_of(call: &Call) -> Option<&AccountId> {
    match &call.principal {
        Principal::Service(_) => None,
        Principal::Account(account) | Principal::Session { account, .. } => Some(account),
    }
}

/// Whether the caller may do `O`, for the subscription that is asked for: services and other accounts need the
/// topic's own policy to say so. Sessions of its own account were authorised before.
fn permit<O: Operation>(call: &Call, topic: &Topic, subscription: Option<(&str, &str)>) -> Result<(), Fault> {
    let owner = topic.place.account.as_str();
    let account = account_of(call).map(AccountId::as_str);
    if account == Some(owner) {
        return Ok(());
    }
    let service = match &call.principal {
        Principal::Service(name) => Some(*name),
        Principal::Account(_) | Principal::Session { .. } => None,
    };
    let (action, arn, described) = (O::action(), topic.arn(), topic.described());
    let asking = Asking {
        service,
        account,
        action: &action,
        resource: &arn,
        source_arn: call.source_arn(),
        source_account: call.place.account.as_str(),
        subscription,
    };
    let kept = described.stored.attributes.get("Policy").cloned();
    let policy = kept.unwrap_or_else(|| default_policy(&arn, owner));
    if TopicPolicy(&policy).allows(&asking) {
        return Ok(());
    }
    let (who, action) = (call.principal.arn(), action.replacen("sns:", "SNS:", 1));
    let text = format!(
        "User: {who} is not authorized to perform: {action} on resource: {arn} because no resource-based policy allows the {action} action"
    );
    Err(Fault::with_status("AuthorizationError", 403, text))
}
