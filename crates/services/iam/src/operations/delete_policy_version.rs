//! `DeletePolicyVersion`.

use dispatch::{Call, Handle};
use iam_api::{DeletePolicyVersion, DeletePolicyVersionInput};
use wire::Fault;

use super::version_number;
use crate::Iam;

impl Handle<DeletePolicyVersion> for Iam {
    async fn handle(&self, call: &Call, input: DeletePolicyVersionInput) -> Result<(), Fault> {
        let version = version_number(&input.policy_arn, &input.version_id)?;
        Ok(self.engine.delete_policy_version(&call.place.account, &input.policy_arn, version).await?)
    }
}
