//! `GetBucketLifecycleConfiguration`: cannot be set here, so it never was.

use dispatch::{Call, Handle};
use s3_api::{GetBucketLifecycleConfiguration, GetBucketLifecycleConfigurationInput};
use wire::Fault;

use crate::S3;

impl Handle<GetBucketLifecycleConfiguration> for S3 {
    async fn handle(&self, call: &Call, input: GetBucketLifecycleConfigurationInput) -> Result<(), Fault> {
        let text = "The lifecycle configuration does not exist";
        let fault = ("NoSuchLifecycleConfiguration", text);
        self.never_set(call, &input.bucket, input.expected_bucket_owner.as_deref(), fault)
    }
}
