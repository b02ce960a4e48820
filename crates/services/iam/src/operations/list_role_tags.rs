//! `ListRoleTags`.

use dispatch::{Call, Handle};
use iam_api::{ListRoleTags, ListRoleTagsInput, ListRoleTagsOutput};
use wire::Fault;

use super::{page, tags};
use crate::Iam;

impl Handle<ListRoleTags> for Iam {
    async fn handle(&self, call: &Call, input: ListRoleTagsInput) -> Result<ListRoleTagsOutput, Fault> {
        let (after, limit) = (page::after(input.marker.as_deref())?, page::limit(input.max_items));
        let found =
            self.engine.list_role_tags(&call.place.account, &input.role_name, after.as_deref(), limit)?;
        let (is_truncated, marker) = page::next(found.next);
        Ok(ListRoleTagsOutput {
            tags: found.items.into_iter().map(tags::shown).collect(),
            is_truncated,
            marker,
        })
    }
}
