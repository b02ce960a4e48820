//! `SetSubscriptionAttributes`.

use dispatch::{Call, Handle};
use sns_api::{SetSubscriptionAttributes, SetSubscriptionAttributesInput};
use wire::Fault;

use crate::Sns;
use crate::engine::{Attributes, EngineError, changed_terms};

impl Handle<SetSubscriptionAttributes> for Sns {
    async fn handle(&self, call: &Call, input: SetSubscriptionAttributesInput) -> Result<(), Fault> {
        let arn = &input.subscription_arn;
        let (topic, subscription) = self.subscription::<SetSubscriptionAttributes>(call, arn).await?;
        let stored = &subscription.stored;
        let given = Attributes::from([(input.attribute_name, input.attribute_value.unwrap_or_default())]);
        let next = changed_terms(&stored.attributes, &given, &stored.protocol).map_err(EngineError::from)?;
        let fifo = topic.described().settings.fifo;
        self.check_terms(call, &next, &stored.protocol, fifo).await?;
        Ok(self.engine.set_terms(&topic, &stored.id, given).await?)
    }
}
