//! `ListTagsOfResource`. The token is the last key answered, so it needs no state and never expires.

use std::ops::Bound;

use dispatch::{Call, Handle};
use dynamodb_api::{ListTagsOfResource, ListTagsOfResourceInput, ListTagsOfResourceOutput, Tag};
use wire::Fault;

use crate::DynamoDb;
use crate::limits::LIST_TAGS_MAX;

impl Handle<ListTagsOfResource> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsOfResourceInput,
    ) -> Result<ListTagsOfResourceOutput, Fault> {
        let name = self.tagged_name(call, &input.resource_arn)?;
        let table = self.engine.find(&call.place, &name)?;
        let lower = input.next_token.map_or(Bound::Unbounded, Bound::Excluded);
        let mut rest = table.description().tags.range((lower, Bound::Unbounded)).peekable();
        let tags: Vec<Tag> = rest
            .by_ref()
            .take(LIST_TAGS_MAX)
            .map(|(key, value)| Tag { key: key.clone(), value: value.clone() })
            .collect();
        let last = tags.last().map(|tag| tag.key.clone());
        Ok(ListTagsOfResourceOutput { next_token: last.filter(|_| rest.peek().is_some()), tags: Some(tags) })
    }
}
