//! `Unsubscribe`: whoever has the link may, unless the subscription was confirmed otherwise; what is not there is as
//! good as ended.

use dispatch::{Call, Handle};
use sns_api::{Unsubscribe, UnsubscribeInput};
use wire::Fault;

use super::{account_of, permit, subscription_parts};
use crate::Sns;
use crate::engine::EngineError;
use crate::errors::invalid;

impl Handle<Unsubscribe> for Sns {
    async fn handle(&self, call: &Call, input: UnsubscribeInput) -> Result<(), Fault> {
        let arn = &input.subscription_arn;
        let (topic, id) = subscription_parts(arn)?;
        let topic = match self.engine.find_arn(topic).await {
            Err(EngineError::NoTopic) => return Ok(()),
            topic => topic?,
        };
        let Some(found) = topic.subscription(id) else { return Ok(()) };
        let stored = &found.stored;
        if stored.guarded && account_of(call).is_none_or(|account| account.as_str() != stored.owner) {
            permit::<Unsubscribe>(call, &topic, None)?;
        }
        if !stored.confirmed && account_of(call).is_none_or(|account| account.as_str() != stored.owner) {
            return Err(invalid("SubscriptionArn Reason: the subscription is pending confirmation"));
        }
        let told = stored.confirmed && stored.token.is_some();
        let farewell = told.then(|| {
            format!(
                "You have chosen to deactivate subscription {arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message."
            )
        });
        match self.engine.unsubscribe(&topic, id, farewell).await {
            Ok(lane) => self.ring(&topic, lane),
            Err(EngineError::NoSubscription) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}
