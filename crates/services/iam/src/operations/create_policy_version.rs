//! `CreatePolicyVersion`.

use dispatch::{Call, Handle};
use iam_api::{CreatePolicyVersion, CreatePolicyVersionInput, CreatePolicyVersionOutput};
use wire::Fault;

use super::describe;
use crate::Iam;

impl Handle<CreatePolicyVersion> for Iam {
    async fn handle(
        &self,
        call: &Call,
        input: CreatePolicyVersionInput,
    ) -> Result<CreatePolicyVersionOutput, Fault> {
        let default = input.set_as_default.unwrap_or(false);
        let create = self.engine.create_policy_version(
            &call.place.account,
            &input.policy_arn,
            input.policy_document,
            default,
        );
        let (version, default) = create.await?;
        Ok(CreatePolicyVersionOutput { policy_version: Some(describe::version(&version, default)) })
    }
}
