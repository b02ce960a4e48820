//! `PutRolePolicy`.

use dispatch::{Call, Handle};
use iam_api::{PutRolePolicy, PutRolePolicyInput};
use wire::Fault;

use crate::Iam;

impl Handle<PutRolePolicy> for Iam {
    async fn handle(&self, call: &Call, input: PutRolePolicyInput) -> Result<(), Fault> {
        let (account, document) = (&call.place.account, input.policy_document);
        Ok(self.engine.put_role_policy(account, &input.role_name, &input.policy_name, document).await?)
    }
}
