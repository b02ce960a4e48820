//! `DeleteObjectTagging`.

use dispatch::{Call, Handle};
use s3_api::{DeleteObjectTagging, DeleteObjectTaggingInput, DeleteObjectTaggingOutput};
use wire::Fault;

use super::bucket::shown_version;
use crate::S3;
use crate::engine::object::VersionId;

impl Handle<DeleteObjectTagging> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteObjectTaggingInput,
    ) -> Result<DeleteObjectTaggingOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let version = input.version_id.as_deref().map(VersionId::parse).transpose()?;
        let change = self.engine.change(&input.bucket, &input.key, version, |traits| traits.tags.clear());
        Ok(DeleteObjectTaggingOutput { version_id: shown_version(&bucket, &change.await?) })
    }
}
