//! `PutBucketVersioning`.

use dispatch::{Call, Handle};
use s3_api::{BucketVersioningStatus, MFADelete, PutBucketVersioning, PutBucketVersioningInput};
use wire::Fault;

use crate::S3;
use crate::engine::bucket::Versioning;
use crate::errors::not_built;

impl Handle<PutBucketVersioning> for S3 {
    async fn handle(&self, call: &Call, input: PutBucketVersioningInput) -> Result<(), Fault> {
        let wanted = input.versioning_configuration;
        if wanted.mfa_delete == Some(MFADelete::Enabled) {
            return Err(not_built("MfaDelete"));
        }
        let versioning = match wanted.status {
            Some(BucketVersioningStatus::Enabled) => Versioning::Enabled,
            Some(BucketVersioningStatus::Suspended) => Versioning::Suspended,
            None => {
                let text = "The Versioning configuration specified in the request is invalid.";
                return Err(Fault::sender("IllegalVersioningConfigurationException", text));
            }
        };
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        self.engine.change_bucket(&input.bucket, move |bucket| bucket.versioning = versioning).await?;
        Ok(())
    }
}
