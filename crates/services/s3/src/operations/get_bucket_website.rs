//! `GetBucketWebsite`: cannot be set here, so it never was.

use dispatch::{Call, Handle};
use s3_api::{GetBucketWebsite, GetBucketWebsiteInput};
use wire::Fault;

use crate::S3;

impl Handle<GetBucketWebsite> for S3 {
    async fn handle(&self, call: &Call, input: GetBucketWebsiteInput) -> Result<(), Fault> {
        let text = "The specified bucket does not have a website configuration";
        let fault = ("NoSuchWebsiteConfiguration", text);
        self.never_set(call, &input.bucket, input.expected_bucket_owner.as_deref(), fault)
    }
}
