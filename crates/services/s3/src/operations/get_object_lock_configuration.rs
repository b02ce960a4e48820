//! `GetObjectLockConfiguration`: cannot be set here, so it never was.

use dispatch::{Call, Handle};
use s3_api::{GetObjectLockConfiguration, GetObjectLockConfigurationInput};
use wire::Fault;

use crate::S3;

impl Handle<GetObjectLockConfiguration> for S3 {
    async fn handle(&self, call: &Call, input: GetObjectLockConfigurationInput) -> Result<(), Fault> {
        let text = "Object Lock configuration does not exist for this bucket";
        let fault = ("ObjectLockConfigurationNotFoundError", text);
        self.never_set(call, &input.bucket, input.expected_bucket_owner.as_deref(), fault)
    }
}
