//! `TagResource`.

use dispatch::{Call, Handle};
use glue_api::{TagResource, TagResourceInput, TagResourceOutput};
use wire::Fault;

use super::own_tags;
use crate::Glue;

impl Handle<TagResource> for Glue {
    async fn handle(&self, call: &Call, input: TagResourceInput) -> Result<TagResourceOutput, Fault> {
        own_tags(&input.tags_to_add)?;
        let (arn, add) = (&input.resource_arn, input.tags_to_add);
        self.engine.change_tags(&call.place, arn, add, Vec::new()).await?;
        Ok(TagResourceOutput {})
    }
}
