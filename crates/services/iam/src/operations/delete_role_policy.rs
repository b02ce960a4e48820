//! `DeleteRolePolicy`.

use dispatch::{Call, Handle};
use iam_api::{DeleteRolePolicy, DeleteRolePolicyInput};
use wire::Fault;

use crate::Iam;

impl Handle<DeleteRolePolicy> for Iam {
    async fn handle(&self, call: &Call, input: DeleteRolePolicyInput) -> Result<(), Fault> {
        Ok(self.engine.delete_role_policy(&call.place.account, &input.role_name, &input.policy_name).await?)
    }
}
