//! `GetObjectTagging`.

use dispatch::{Call, Handle};
use s3_api::{GetObjectTagging, GetObjectTaggingInput, GetObjectTaggingOutput};
use wire::Fault;

use super::bucket::shown_version;
use super::tags;
use crate::S3;
use crate::engine::object::VersionId;

impl Handle<GetObjectTagging> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: GetObjectTaggingInput,
    ) -> Result<GetObjectTaggingOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let version = input.version_id.as_deref().map(VersionId::parse).transpose()?;
        let object = self.engine.find(&input.bucket, &input.key, version)?;
        let tag_set = tags::show(&object.traits.tags);
        Ok(GetObjectTaggingOutput { version_id: shown_version(&bucket, &object), tag_set })
    }
}
