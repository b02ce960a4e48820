//! `DeleteBucketTagging`.

use dispatch::{Call, Handle};
use s3_api::{DeleteBucketTagging, DeleteBucketTaggingInput};
use wire::Fault;

use crate::S3;
use crate::engine::bucket::Setting;

impl Handle<DeleteBucketTagging> for S3 {
    async fn handle(&self, call: &Call, input: DeleteBucketTaggingInput) -> Result<(), Fault> {
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        Ok(self.engine.set(&input.bucket, Setting::Tags, None).await?)
    }
}
