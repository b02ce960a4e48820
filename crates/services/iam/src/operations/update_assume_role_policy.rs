//! `UpdateAssumeRolePolicy`.

use dispatch::{Call, Handle};
use iam_api::{UpdateAssumeRolePolicy, UpdateAssumeRolePolicyInput};
use wire::Fault;

use crate::Iam;

impl Handle<UpdateAssumeRolePolicy> for Iam {
    async fn handle(&self, call: &Call, input: UpdateAssumeRolePolicyInput) -> Result<(), Fault> {
        let update = self.engine.update_trust(&call.place.account, &input.role_name, input.policy_document);
        update.await?;
        Ok(())
    }
}
