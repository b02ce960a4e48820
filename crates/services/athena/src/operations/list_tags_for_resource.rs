//! `ListTagsForResource`.

use athena_api::{ListTagsForResource, ListTagsForResourceInput, ListTagsForResourceOutput, Tag};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{pages, tags};
use crate::Athena;
use crate::limits::TAGS_PAGE_MAX;

impl Handle<ListTagsForResource> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput, Fault> {
        let all = tags::list(self.engine.tags(&call.place, &input.resource_arn)?);
        let most = input.max_results.map_or(TAGS_PAGE_MAX, |most| most.unsigned_abs() as usize);
        let listed = pages::cut(&all, name_of, input.next_token.as_deref(), most);
        Ok(ListTagsForResourceOutput { tags: Some(listed.items), next_token: listed.next })
    }
}

fn name_of(tag: &Tag) -> &str {
    tag.key.as_deref().unwrap_or_default()
}
