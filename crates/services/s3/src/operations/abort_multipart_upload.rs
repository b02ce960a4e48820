//! `AbortMultipartUpload`.

use dispatch::{Call, Handle};
use s3_api::{AbortMultipartUpload, AbortMultipartUploadInput, AbortMultipartUploadOutput};
use wire::Fault;

use crate::S3;
use crate::engine::uploads::UploadOf;
use crate::errors::not_built;

impl Handle<AbortMultipartUpload> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: AbortMultipartUploadInput,
    ) -> Result<AbortMultipartUploadOutput, Fault> {
        if input.if_match_initiated_time.is_some() {
            return Err(not_built("x-amz-if-match-initiated-time"));
        }
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        self.engine.abort(UploadOf { bucket: input.bucket, key: input.key, id: input.upload_id }).await?;
        Ok(AbortMultipartUploadOutput::default())
    }
}
