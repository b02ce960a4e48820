//! `DeletePolicy`.

use dispatch::{Call, Handle};
use iam_api::{DeletePolicy, DeletePolicyInput};
use wire::Fault;

use crate::Iam;

impl Handle<DeletePolicy> for Iam {
    async fn handle(&self, call: &Call, input: DeletePolicyInput) -> Result<(), Fault> {
        Ok(self.engine.delete_policy(&call.place.account, &input.policy_arn).await?)
    }
}
