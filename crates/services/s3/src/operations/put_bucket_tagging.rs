//! `PutBucketTagging`.

use dispatch::{Call, Handle};
use s3_api::{PutBucketTagging, PutBucketTaggingInput};
use wire::{Fault, to_json};

use super::tags;
use crate::S3;
use crate::engine::bucket::Setting;
use crate::limits::BUCKET_TAGS_MAX;

impl Handle<PutBucketTagging> for S3 {
    async fn handle(&self, call: &Call, input: PutBucketTaggingInput) -> Result<(), Fault> {
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let tags = tags::read(input.tagging, BUCKET_TAGS_MAX)?;
        Ok(self.engine.set(&input.bucket, Setting::Tags, Some(to_json(&tags).into())).await?)
    }
}
