//! `HeadBucket`.

use dispatch::{Call, Handle};
use s3_api::{HeadBucket, HeadBucketInput, HeadBucketOutput};
use wire::Fault;

use crate::S3;

impl Handle<HeadBucket> for S3 {
    async fn handle(&self, call: &Call, input: HeadBucketInput) -> Result<HeadBucketOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        Ok(HeadBucketOutput {
            bucket_arn: Some(format!("arn:aws:s3:::{}", bucket.name)),
            bucket_region: Some(bucket.region),
            access_point_alias: Some(false),
            ..HeadBucketOutput::default()
        })
    }
}
