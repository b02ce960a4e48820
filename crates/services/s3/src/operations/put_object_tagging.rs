//! `PutObjectTagging`.

use dispatch::{Call, Handle};
use s3_api::{PutObjectTagging, PutObjectTaggingInput, PutObjectTaggingOutput};
use wire::Fault;

use super::bucket::shown_version;
use super::tags;
use crate::S3;
use crate::engine::object::VersionId;
use crate::limits::OBJECT_TAGS_MAX;

impl Handle<PutObjectTagging> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: PutObjectTaggingInput,
    ) -> Result<PutObjectTaggingOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let tags = tags::read(input.tagging, OBJECT_TAGS_MAX)?;
        let version = input.version_id.as_deref().map(VersionId::parse).transpose()?;
        let change = self.engine.change(&input.bucket, &input.key, version, move |traits| traits.tags = tags);
        Ok(PutObjectTaggingOutput { version_id: shown_version(&bucket, &change.await?) })
    }
}
