//! `ListTagsForResource`.

use dispatch::{Call, Handle};
use logs_api::{ListTagsForResource, ListTagsForResourceInput, ListTagsForResourceOutput};
use wire::Fault;

use super::tags::tagged;
use crate::Logs;

impl Handle<ListTagsForResource> for Logs {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput, Fault> {
        Ok(ListTagsForResourceOutput { tags: Some(self.tags(call, tagged(call, &input.resource_arn)?)?) })
    }
}
