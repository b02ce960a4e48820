//! `GetBucketTagging`.

use std::collections::BTreeMap;

use dispatch::{Call, Handle};
use s3_api::{GetBucketTagging, GetBucketTaggingInput, GetBucketTaggingOutput};
use wire::{Fault, from_json};

use super::tags;
use crate::S3;
use crate::engine::EngineError;
use crate::engine::bucket::Setting;
use crate::errors::{not_found, with};

impl Handle<GetBucketTagging> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: GetBucketTaggingInput,
    ) -> Result<GetBucketTaggingOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let missing =
            || with(not_found("NoSuchTagSet", "The TagSet does not exist"), "BucketName", &bucket.name);
        let stored = self.engine.setting(&bucket, Setting::Tags)?.ok_or_else(missing)?;
        let tags: BTreeMap<String, String> =
            from_json(&stored).map_err(|error| EngineError::corrupt("tags", error))?;
        Ok(GetBucketTaggingOutput { tag_set: tags::show(&tags) })
    }
}
