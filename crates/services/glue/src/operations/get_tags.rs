//! `GetTags`.

use dispatch::{Call, Handle};
use glue_api::{GetTags, GetTagsInput, GetTagsOutput};
use wire::Fault;

use crate::Glue;

impl Handle<GetTags> for Glue {
    async fn handle(&self, call: &Call, input: GetTagsInput) -> Result<GetTagsOutput, Fault> {
        Ok(GetTagsOutput { tags: Some(self.engine.tags(&call.place, &input.resource_arn)?) })
    }
}
