//! `UntagResource`.

use std::collections::BTreeMap;

use dispatch::{Call, Handle};
use glue_api::{UntagResource, UntagResourceInput, UntagResourceOutput};
use wire::Fault;

use crate::Glue;

impl Handle<UntagResource> for Glue {
    async fn handle(&self, call: &Call, input: UntagResourceInput) -> Result<UntagResourceOutput, Fault> {
        let (arn, remove) = (&input.resource_arn, input.tags_to_remove);
        self.engine.change_tags(&call.place, arn, BTreeMap::new(), remove).await?;
        Ok(UntagResourceOutput {})
    }
}
