//! `GetBucketCors`: cannot be set here, so it never was.

use dispatch::{Call, Handle};
use s3_api::{GetBucketCors, GetBucketCorsInput};
use wire::Fault;

use crate::S3;

impl Handle<GetBucketCors> for S3 {
    async fn handle(&self, call: &Call, input: GetBucketCorsInput) -> Result<(), Fault> {
        let text = "The CORS configuration does not exist";
        let fault = ("NoSuchCORSConfiguration", text);
        self.never_set(call, &input.bucket, input.expected_bucket_owner.as_deref(), fault)
    }
}
