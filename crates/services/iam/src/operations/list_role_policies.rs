//! `ListRolePolicies`.

use dispatch::{Call, Handle};
use iam_api::{ListRolePolicies, ListRolePoliciesInput, ListRolePoliciesOutput};
use wire::Fault;

use super::page;
use crate::Iam;

impl Handle<ListRolePolicies> for Iam {
    async fn handle(
        &self,
        call: &Call,
        input: ListRolePoliciesInput,
    ) -> Result<ListRolePoliciesOutput, Fault> {
        let (after, limit) = (page::after(input.marker.as_deref())?, page::limit(input.max_items));
        let found =
            self.engine.list_role_policies(&call.place.account, &input.role_name, after.as_deref(), limit)?;
        let (is_truncated, marker) = page::next(found.next);
        Ok(ListRolePoliciesOutput { policy_names: found.items, is_truncated, marker })
    }
}
