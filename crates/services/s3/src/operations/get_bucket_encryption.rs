//! `GetBucketEncryption`: what new buckets have on AWS.

use dispatch::{Call, Handle};
use s3_api::{
    GetBucketEncryption, GetBucketEncryptionInput, GetBucketEncryptionOutput, ServerSideEncryption,
    ServerSideEncryptionByDefault, ServerSideEncryptionConfiguration, ServerSideEncryptionRule,
};
use wire::Fault;

use crate::S3;

impl Handle<GetBucketEncryption> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: GetBucketEncryptionInput,
    ) -> Result<GetBucketEncryptionOutput, Fault> {
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let by_default = ServerSideEncryptionByDefault {
            sse_algorithm: ServerSideEncryption::Aes256,
            kms_master_key_id: None,
        };
        let rule = ServerSideEncryptionRule {
            apply_server_side_encryption_by_default: Some(by_default),
            bucket_key_enabled: Some(false),
            blocked_encryption_types: None,
        };
        let configuration = ServerSideEncryptionConfiguration { rules: vec![rule] };
        Ok(GetBucketEncryptionOutput { server_side_encryption_configuration: Some(configuration) })
    }
}
