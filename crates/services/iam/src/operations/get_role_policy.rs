//! `GetRolePolicy`.

use dispatch::{Call, Handle};
use iam_api::{GetRolePolicy, GetRolePolicyInput, GetRolePolicyOutput};
use wire::Fault;

use super::describe;
use crate::Iam;

impl Handle<GetRolePolicy> for Iam {
    async fn handle(&self, call: &Call, input: GetRolePolicyInput) -> Result<GetRolePolicyOutput, Fault> {
        let document = self.engine.role_policy(&call.place.account, &input.role_name, &input.policy_name)?;
        Ok(GetRolePolicyOutput {
            role_name: input.role_name,
            policy_name: input.policy_name,
            policy_document: describe::document(&document),
        })
    }
}
