//! `GetPolicy`.

use dispatch::{Call, Handle};
use lambda_api::{GetPolicy, GetPolicyInput, GetPolicyOutput};
use wire::Fault;

use super::permission;
use crate::Lambda;
use crate::functions::FunctionName;

impl Handle<GetPolicy> for Lambda {
    async fn handle(&self, call: &Call, input: GetPolicyInput) -> Result<GetPolicyOutput, Fault> {
        let name = FunctionName::parse(&input.function_name, input.qualifier.as_deref(), &call.place)?;
        let stored = &self.function(&name)?.stored;
        // Policies are on functions, never on `$LATEST`.
        let policy = stored.policy.as_ref().filter(|_| name.qualifier.is_none());
        let policy = policy.ok_or_else(permission::no_policy)?;
        Ok(GetPolicyOutput {
            policy: Some(policy.document(stored.arn().as_str())),
            revision_id: Some(policy.revision.clone()),
        })
    }
}
