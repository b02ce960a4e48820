//! `SetTopicAttributes`.

use dispatch::{Call, Handle};
use sns_api::{SetTopicAttributes, SetTopicAttributesInput};
use wire::Fault;

use crate::Sns;
use crate::engine::{Attributes, EngineError, changed, is_settable};
use crate::errors::invalid;

impl Handle<SetTopicAttributes> for Sns {
    async fn handle(&self, call: &Call, input: SetTopicAttributesInput) -> Result<(), Fault> {
        let topic = self.topic::<SetTopicAttributes>(call, &input.topic_arn).await?;
        if !is_settable(&input.attribute_name) {
            return Err(invalid("AttributeName"));
        }
        let fifo = topic.described().settings.fifo;
        let given = Attributes::from([(input.attribute_name, input.attribute_value.unwrap_or_default())]);
        let changed = self.engine.change(&topic, move |stored| {
            stored.attributes =
                changed(&stored.attributes, &given, fifo, false).map_err(EngineError::from)?;
            Ok(())
        });
        Ok(changed.await?)
    }
}
