//! `GetBucketPolicy`.

use dispatch::{Call, Handle};
use s3_api::{GetBucketPolicy, GetBucketPolicyInput, GetBucketPolicyOutput};
use wire::Fault;

use crate::S3;
use crate::engine::bucket::Setting;
use crate::errors::{not_found, with};

impl Handle<GetBucketPolicy> for S3 {
    async fn handle(&self, call: &Call, input: GetBucketPolicyInput) -> Result<GetBucketPolicyOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let policy = self.engine.setting(&bucket, Setting::Policy)?.ok_or_else(|| {
            with(
                not_found("NoSuchBucketPolicy", "The bucket policy does not exist"),
                "BucketName",
                &bucket.name,
            )
        })?;
        Ok(GetBucketPolicyOutput { policy: Some(String::from_utf8_lossy(&policy).into_owned()) })
    }
}
