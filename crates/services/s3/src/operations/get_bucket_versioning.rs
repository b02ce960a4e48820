//! `GetBucketVersioning`.

use dispatch::{Call, Handle};
use s3_api::{
    BucketVersioningStatus, GetBucketVersioning, GetBucketVersioningInput, GetBucketVersioningOutput,
};
use wire::Fault;

use crate::S3;
use crate::engine::bucket::Versioning;

impl Handle<GetBucketVersioning> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: GetBucketVersioningInput,
    ) -> Result<GetBucketVersioningOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let status = match bucket.versioning {
            Versioning::Never => None,
            Versioning::Enabled => Some(BucketVersioningStatus::Enabled),
            Versioning::Suspended => Some(BucketVersioningStatus::Suspended),
        };
        Ok(GetBucketVersioningOutput { status, mfa_delete: None })
    }
}
