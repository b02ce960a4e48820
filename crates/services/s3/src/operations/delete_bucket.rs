//! `DeleteBucket`.

use dispatch::{Call, Handle};
use s3_api::{DeleteBucket, DeleteBucketInput};
use wire::Fault;

use crate::S3;

impl Handle<DeleteBucket> for S3 {
    async fn handle(&self, call: &Call, input: DeleteBucketInput) -> Result<(), Fault> {
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        Ok(self.engine.delete_bucket(&input.bucket).await?)
    }
}
