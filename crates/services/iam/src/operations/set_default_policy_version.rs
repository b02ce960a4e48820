//! `SetDefaultPolicyVersion`.

use dispatch::{Call, Handle};
use iam_api::{SetDefaultPolicyVersion, SetDefaultPolicyVersionInput};
use wire::Fault;

use super::version_number;
use crate::Iam;

impl Handle<SetDefaultPolicyVersion> for Iam {
    async fn handle(&self, call: &Call, input: SetDefaultPolicyVersionInput) -> Result<(), Fault> {
        let version = version_number(&input.policy_arn, &input.version_id)?;
        Ok(self.engine.set_default_policy_version(&call.place.account, &input.policy_arn, version).await?)
    }
}
