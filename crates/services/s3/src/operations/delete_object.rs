//! `DeleteObject`.

use dispatch::{Call, Handle};
use s3_api::{DeleteObject, DeleteObjectInput, DeleteObjectOutput};
use wire::Fault;

use super::bucket::by;
use super::conditions::of_write;
use crate::S3;
use crate::engine::object::VersionId;
use crate::engine::write::Delete;
use crate::errors::not_built;

impl Handle<DeleteObject> for S3 {
    async fn handle(&self, call: &Call, input: DeleteObjectInput) -> Result<DeleteObjectOutput, Fault> {
        if input.if_match_last_modified_time.is_some() || input.if_match_size.is_some() {
            return Err(not_built("x-amz-if-match-last-modified-time"));
        }
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let delete = Delete {
            key: input.key,
            version: input.version_id.as_deref().map(VersionId::parse).transpose()?,
            condition: of_write(input.if_match.as_deref(), None)?,
        };
        let mut outcomes = self.engine.delete(&bucket.name, vec![delete], by(call)).await?;
        self.tell(&bucket);
        let deleted = outcomes.pop().expect("invariant: as many outcomes as deletes")?;
        Ok(DeleteObjectOutput {
            delete_marker: deleted.is_marker.then_some(true),
            version_id: deleted.version_id,
            ..DeleteObjectOutput::default()
        })
    }
}
