//! `DeleteTopic`: a topic that is not there is as good as deleted.

use dispatch::{Call, Handle};
use sns_api::{DeleteTopic, DeleteTopicInput};
use wire::Fault;

use crate::Sns;
use crate::engine::EngineError;

impl Handle<DeleteTopic> for Sns {
    async fn handle(&self, call: &Call, input: DeleteTopicInput) -> Result<(), Fault> {
        let topic = match self.topic::<DeleteTopic>(call, &input.topic_arn).await {
            Err(fault) if fault.code == "NotFound" => return Ok(()),
            topic => topic?,
        };
        match self.engine.remove_topic(&topic).await {
            Err(EngineError::NoTopic) => Ok(()),
            removed => Ok(removed?),
        }
    }
}
