//! `CreateTopic`.

use dispatch::{Call, Handle};
use sns_api::{CreateTopic, CreateTopicInput, CreateTopicOutput};
use wire::Fault;

use crate::Sns;
use crate::engine::{Attributes, EngineError, StoredTopic, changed};
use crate::errors::{among_attributes, invalid, not_built};
use crate::limits::NAME_LETTERS_MAX;

impl Handle<CreateTopic> for Sns {
    async fn handle(&self, call: &Call, input: CreateTopicInput) -> Result<CreateTopicOutput, Fault> {
        if input.data_protection_policy.is_some_and(|policy| !policy.is_empty()) {
            return Err(not_built("data protection policies"));
        }
        let given = input.attributes.unwrap_or_default();
        let fifo = given.get("FifoTopic").is_some_and(|value| value.eq_ignore_ascii_case("true"));
        check_name(&input.name, fifo)?;
        let tags = super::tag_resource::tags(input.tags.unwrap_or_default())?;
        let attributes = changed(&Attributes::new(), &given, fifo, true);
        let attributes = attributes.map_err(|error| among_attributes(EngineError::from(error)))?;
        let new = StoredTopic::new(input.name, self.engine.now(), attributes, tags);
        let topic = self.engine.create(&call.place, given, new).await?;
        Ok(CreateTopicOutput { topic_arn: Some(topic.arn()) })
    }
}

/// Whether a topic can be called `name`.
fn check_name(name: &str, fifo: bool) -> Result<(), Fault> {
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    let stem = if fifo { name.strip_suffix(".fifo").unwrap_or_default() } else { name };
    if !stem.is_empty() && name.len() <= NAME_LETTERS_MAX && stem.bytes().all(sound) {
        return Ok(());
    }
    Err(invalid(if fifo {
        "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long."
    } else {
        "Topic Name"
    }))
}
