//! `ListPolicyVersions`.

use dispatch::{Call, Handle};
use iam_api::{ListPolicyVersions, ListPolicyVersionsInput, ListPolicyVersionsOutput};
use wire::Fault;

use super::{describe, page};
use crate::Iam;
use crate::engine::Page;

impl Handle<ListPolicyVersions> for Iam {
    async fn handle(
        &self,
        call: &Call,
        input: ListPolicyVersionsInput,
    ) -> Result<ListPolicyVersionsOutput, Fault> {
        let after = page::after(input.marker.as_deref())?.and_then(|number| number.parse::<u32>().ok());
        let (versions, default) = self.engine.list_policy_versions(&call.place.account, &input.policy_arn)?;
        // Newest first, so later pages hold lower numbers.
        let rest = versions.into_iter().filter(|version| after.is_none_or(|after| version.number < after));
        let found = Page::collect(rest, page::limit(input.max_items), |version| version.number.to_string());
        let (is_truncated, marker) = page::next(found.next);
        let show = |version| describe::version(version, version.number == default);
        let versions = found.items.iter().map(show).collect();
        Ok(ListPolicyVersionsOutput { versions: Some(versions), is_truncated, marker })
    }
}
