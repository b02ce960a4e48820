//! Reads of what cannot be set here: they answer what AWS answers where it never was.

use dispatch::{Call, Handle};
use s3_api::{
    GetBucketCors, GetBucketCorsInput, GetBucketLifecycleConfiguration, GetBucketLifecycleConfigurationInput,
    GetBucketWebsite, GetBucketWebsiteInput, GetObjectLockConfiguration, GetObjectLockConfigurationInput,
};
use wire::Fault;

use crate::S3;
use crate::errors::{not_found, with};

impl S3 {
    fn never_set(
        &self,
        call: &Call,
        bucket: &str,
        owner: Option<&str>,
        (code, text): (&'static str, &'static str),
    ) -> Result<(), Fault> {
        let bucket = self.bucket(call, bucket, owner)?;
        Err(with(not_found(code, text), "BucketName", bucket.name))
    }
}

impl Handle<GetBucketCors> for S3 {
    async fn handle(&self, call: &Call, input: GetBucketCorsInput) -> Result<(), Fault> {
        let fault = ("NoSuchCORSConfiguration", "The CORS configuration does not exist");
        self.never_set(call, &input.bucket, input.expected_bucket_owner.as_deref(), fault)
    }
}

impl Handle<GetBucketLifecycleConfiguration> for S3 {
    async fn handle(&self, call: &Call, input: GetBucketLifecycleConfigurationInput) -> Result<(), Fault> {
        let fault = ("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
        self.never_set(call, &input.bucket, input.expected_bucket_owner.as_deref(), fault)
    }
}

impl Handle<GetBucketWebsite> for S3 {
    async fn handle(&self, call: &Call, input: GetBucketWebsiteInput) -> Result<(), Fault> {
        let text = "The specified bucket does not have a website configuration";
        let fault = ("NoSuchWebsiteConfiguration", text);
        self.never_set(call, &input.bucket, input.expected_bucket_owner.as_deref(), fault)
    }
}

impl Handle<GetObjectLockConfiguration> for S3 {
    async fn handle(&self, call: &Call, input: GetObjectLockConfigurationInput) -> Result<(), Fault> {
        let text = "Object Lock configuration does not exist for this bucket";
        let fault = ("ObjectLockConfigurationNotFoundError", text);
        self.never_set(call, &input.bucket, input.expected_bucket_owner.as_deref(), fault)
    }
}
