//! `CreatePolicy`.

use dispatch::{Call, Handle};
use iam_api::{CreatePolicy, CreatePolicyInput, CreatePolicyOutput, Policy};
use wire::Fault;

use super::{describe, tags};
use crate::Iam;
use crate::engine::NewPolicy;

impl Handle<CreatePolicy> for Iam {
    async fn handle(&self, call: &Call, input: CreatePolicyInput) -> Result<CreatePolicyOutput, Fault> {
        let new = NewPolicy {
            name: input.policy_name,
            path: input.path,
            document: input.policy_document,
            description: input.description,
            tags: tags::checked(input.tags.unwrap_or_default())?,
        };
        let policy = self.engine.create_policy(&call.place.account, new).await?;
        let tags = describe::some_tags(&policy.tags);
        Ok(CreatePolicyOutput { policy: Some(Policy { tags, ..describe::policy(policy) }) })
    }
}
