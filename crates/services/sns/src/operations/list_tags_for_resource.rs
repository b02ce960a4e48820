//! `ListTagsForResource`.

use dispatch::{Call, Handle};
use sns_api::{ListTagsForResource, ListTagsForResourceInput, ListTagsForResourceOutput, Tag};
use wire::Fault;

use crate::Sns;

impl Handle<ListTagsForResource> for Sns {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput, Fault> {
        let topic = self.tagged::<ListTagsForResource>(call, &input.resource_arn).await?;
        let tags = topic.described().stored.tags.clone();
        let tags = tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
        Ok(ListTagsForResourceOutput { tags: Some(tags) })
    }
}
