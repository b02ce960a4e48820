//! `DeleteBucketPolicy`.

use dispatch::{Call, Handle};
use s3_api::{DeleteBucketPolicy, DeleteBucketPolicyInput};
use wire::Fault;

use crate::S3;
use crate::engine::bucket::Setting;

impl Handle<DeleteBucketPolicy> for S3 {
    async fn handle(&self, call: &Call, input: DeleteBucketPolicyInput) -> Result<(), Fault> {
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        Ok(self.engine.set(&input.bucket, Setting::Policy, None).await?)
    }
}
