//! `GetPolicyVersion`.

use dispatch::{Call, Handle};
use iam_api::{GetPolicyVersion, GetPolicyVersionInput, GetPolicyVersionOutput, PolicyVersion};
use wire::Fault;

use super::{describe, version_number};
use crate::Iam;

impl Handle<GetPolicyVersion> for Iam {
    async fn handle(
        &self,
        call: &Call,
        input: GetPolicyVersionInput,
    ) -> Result<GetPolicyVersionOutput, Fault> {
        let number = version_number(&input.policy_arn, &input.version_id)?;
        let (found, default) = self.engine.policy_version(&call.place.account, &input.policy_arn, number)?;
        let document = Some(describe::document(&found.document));
        let version = PolicyVersion { document, ..describe::version(&found, default) };
        Ok(GetPolicyVersionOutput { policy_version: Some(version) })
    }
}
