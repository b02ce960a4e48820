//! `ConfirmSubscription`: whoever has the token may, signed or not.

use dispatch::{Call, Handle};
use sns_api::{ConfirmSubscription, ConfirmSubscriptionInput, ConfirmSubscriptionOutput};
use wire::Fault;

use crate::Sns;
use crate::errors::invalid;

impl Handle<ConfirmSubscription> for Sns {
    async fn handle(
        &self,
        _call: &Call,
        input: ConfirmSubscriptionInput,
    ) -> Result<ConfirmSubscriptionOutput, Fault> {
        let topic = self.named(&input.topic_arn, "TopicArn").await?;
        let guarded = match input.authenticate_on_unsubscribe.as_deref() {
            None => false,
            Some(word) if word.eq_ignore_ascii_case("true") => true,
            Some(word) if word.eq_ignore_ascii_case("false") => false,
            Some(_) => return Err(invalid("AuthenticateOnUnsubscribe")),
        };
        let id = self.engine.confirm(&topic, &input.token, guarded, guarded).await?;
        Ok(ConfirmSubscriptionOutput { subscription_arn: Some(format!("{}:{id}", topic.arn())) })
    }
}
