//! `DetachRolePolicy`.

use dispatch::{Call, Handle};
use iam_api::{DetachRolePolicy, DetachRolePolicyInput};
use wire::Fault;

use crate::Iam;

impl Handle<DetachRolePolicy> for Iam {
    async fn handle(&self, call: &Call, input: DetachRolePolicyInput) -> Result<(), Fault> {
        let detach = self.engine.detach_role_policy(&call.place.account, &input.role_name, &input.policy_arn);
        Ok(detach.await?)
    }
}
