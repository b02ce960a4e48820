//! `ListAttachedRolePolicies`.

use dispatch::{Call, Handle};
use iam_api::{
    AttachedPolicy, ListAttachedRolePolicies, ListAttachedRolePoliciesInput, ListAttachedRolePoliciesOutput,
};
use wire::Fault;

use super::page;
use crate::Iam;
use crate::engine::Attached;

impl Handle<ListAttachedRolePolicies> for Iam {
    async fn handle(
        &self,
        call: &Call,
        input: ListAttachedRolePoliciesInput,
    ) -> Result<ListAttachedRolePoliciesOutput, Fault> {
        let after = page::after(input.marker.as_deref())?;
        let found = self.engine.list_attached_role_policies(
            &call.place.account,
            &input.role_name,
            input.path_prefix.as_deref().unwrap_or("/"),
            after.as_deref(),
            page::limit(input.max_items),
        )?;
        let (is_truncated, marker) = page::next(found.next);
        let show = |attached: Attached| AttachedPolicy {
            policy_name: Some(attached.name),
            policy_arn: Some(attached.arn),
        };
        let attached_policies = Some(found.items.into_iter().map(show).collect());
        Ok(ListAttachedRolePoliciesOutput { attached_policies, is_truncated, marker })
    }
}
