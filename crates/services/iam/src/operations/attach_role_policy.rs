//! `AttachRolePolicy`.

use dispatch::{Call, Handle};
use iam_api::{AttachRolePolicy, AttachRolePolicyInput};
use wire::Fault;

use crate::Iam;

impl Handle<AttachRolePolicy> for Iam {
    async fn handle(&self, call: &Call, input: AttachRolePolicyInput) -> Result<(), Fault> {
        let attach = self.engine.attach_role_policy(&call.place.account, &input.role_name, &input.policy_arn);
        Ok(attach.await?)
    }
}
