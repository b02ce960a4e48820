//! `PutBucketPolicy`.

use dispatch::{Call, Handle};
use s3_api::{PutBucketPolicy, PutBucketPolicyInput};
use serde_json::Value;
use wire::Fault;

use crate::S3;
use crate::engine::bucket::Setting;
use crate::limits::POLICY_BYTES_MAX;

impl Handle<PutBucketPolicy> for S3 {
    async fn handle(&self, call: &Call, input: PutBucketPolicyInput) -> Result<(), Fault> {
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        check(&input.policy)?;
        self.engine.set(&input.bucket, Setting::Policy, Some(input.policy.into())).await?;
        Ok(())
    }
}

fn check(policy: &str) -> Result<(), Fault> {
    let refused = |text: &str| Err(Fault::sender("MalformedPolicy", text));
    if policy.len() > POLICY_BYTES_MAX {
        return refused("Policy exceeds the maximum allowed document size.");
    }
    let Ok(Value::Object(document)) = serde_json::from_str::<Value>(policy) else {
        return refused("Policies must be valid JSON and the first byte must be '{'");
    };
    match document.get("Statement") {
        None => refused("Missing required field Statement"),
        Some(Value::Array(statements)) if statements.is_empty() => {
            refused("Could not parse the policy: Statement is empty!")
        }
        Some(_) => Ok(()),
    }
}
