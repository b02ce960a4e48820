//! `TagQueue`.

use std::collections::BTreeMap;

use dispatch::{Call, Handle};
use sqs_api::{TagQueue, TagQueueInput};
use wire::Fault;

use crate::Sqs;
use crate::errors::{invalid, missing};
use crate::limits::TAGS_MAX;

impl Handle<TagQueue> for Sqs {
    async fn handle(&self, call: &Call, input: TagQueueInput) -> Result<(), Fault> {
        let queue = self.queue::<TagQueue>(call, &input.queue_url).await?;
        if input.tags.is_empty() {
            return Err(missing("Tags"));
        }
        let mut tags = queue.described().stored.tags.clone();
        tags.extend(input.tags.clone());
        check(&tags)?;
        let changed = self.engine.change(&queue, move |stored| {
            stored.tags.extend(input.tags);
            Ok(())
        });
        Ok(changed.await?)
    }
}

/// Whether a queue may have these tags.
pub(super) fn check(tags: &BTreeMap<String, String>) -> Result<(), Fault> {
    if tags.len() > TAGS_MAX {
        return Err(invalid(format!("Too many tags: a queue has at most {TAGS_MAX}.")));
    }
    match tags
        .iter()
        .find(|(key, value)| !(1..=128).contains(&key.chars().count()) || value.chars().count() > 256)
    {
        Some((key, _)) => Err(invalid(format!(
            "The tag '{key}' is invalid: keys have 1 to 128 characters, values up to 256."
        ))),
        None => Ok(()),
    }
}
