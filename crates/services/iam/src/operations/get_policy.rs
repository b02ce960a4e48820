//! `GetPolicy`.

use dispatch::{Call, Handle};
use iam_api::{GetPolicy, GetPolicyInput, GetPolicyOutput, Policy};
use wire::Fault;

use super::describe;
use crate::Iam;

impl Handle<GetPolicy> for Iam {
    async fn handle(&self, call: &Call, input: GetPolicyInput) -> Result<GetPolicyOutput, Fault> {
        let mut policy = self.engine.policy(&call.place.account, &input.policy_arn)?;
        let tags = describe::some_tags(&policy.tags);
        let description = policy.description.take();
        Ok(GetPolicyOutput { policy: Some(Policy { tags, description, ..describe::policy(policy) }) })
    }
}
