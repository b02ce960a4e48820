//! `TagResource`.

use std::collections::BTreeMap;

use dispatch::{Call, Handle};
use sns_api::{Tag, TagResource, TagResourceInput, TagResourceOutput};
use wire::Fault;

use crate::Sns;
use crate::errors::invalid;
use crate::limits::TAGS_MAX;

impl Handle<TagResource> for Sns {
    async fn handle(&self, call: &Call, input: TagResourceInput) -> Result<TagResourceOutput, Fault> {
        let topic = self.tagged::<TagResource>(call, &input.resource_arn).await?;
        let tags = tags(input.tags)?;
        let mut all = topic.described().stored.tags.clone();
        all.extend(tags.clone());
        if all.len() > TAGS_MAX {
            return Err(too_many());
        }
        let changed = self.engine.change(&topic, move |stored| {
            stored.tags.extend(tags);
            Ok(())
        });
        changed.await?;
        Ok(TagResourceOutput {})
    }
}

/// Tags as they are kept.
pub(super) fn tags(given: Vec<Tag>) -> Result<BTreeMap<String, String>, Fault> {
    let count = given.len();
    let tags: BTreeMap<_, _> = given.into_iter().map(|tag| (tag.key, tag.value)).collect();
    if tags.len() < count {
        return Err(invalid("Duplicated keys are not allowed."));
    }
    if tags.keys().any(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(invalid("Tag keys must not begin with aws:"));
    }
    if tags.len() > TAGS_MAX { Err(too_many()) } else { Ok(tags) }
}

fn too_many() -> Fault {
    Fault::sender("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded")
}
