//! `ListPolicies`.

use dispatch::{Call, Handle};
use iam_api::{ListPolicies, ListPoliciesInput, ListPoliciesOutput, PolicyScopeType, PolicyUsageType};
use wire::Fault;

use super::{describe, page};
use crate::Iam;
use crate::engine::Scope;

impl Handle<ListPolicies> for Iam {
    async fn handle(&self, call: &Call, input: ListPoliciesInput) -> Result<ListPoliciesOutput, Fault> {
        let after = page::after(input.marker.as_deref())?;
        if input.policy_usage_filter == Some(PolicyUsageType::PermissionsBoundary) {
            // There are no permissions boundaries, so no policy is one.
            let (is_truncated, marker) = page::next(None);
            return Ok(ListPoliciesOutput { policies: Some(Vec::new()), is_truncated, marker });
        }
        let scope = match input.scope {
            None | Some(PolicyScopeType::All) => Scope::All,
            Some(PolicyScopeType::Aws) => Scope::Aws,
            Some(PolicyScopeType::Local) => Scope::Local,
        };
        let found = self.engine.list_policies(
            &call.place.account,
            scope,
            input.only_attached.unwrap_or(false),
            input.path_prefix.as_deref().unwrap_or("/"),
            after.as_deref(),
            page::limit(input.max_items),
        )?;
        let (is_truncated, marker) = page::next(found.next);
        let policies = found.items.into_iter().map(describe::policy).collect();
        Ok(ListPoliciesOutput { policies: Some(policies), is_truncated, marker })
    }
}
