//! `GetPublicAccessBlock`: what new buckets have on AWS.

use dispatch::{Call, Handle};
use s3_api::{
    GetPublicAccessBlock, GetPublicAccessBlockInput, GetPublicAccessBlockOutput,
    PublicAccessBlockConfiguration,
};
use wire::Fault;

use crate::S3;

impl Handle<GetPublicAccessBlock> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: GetPublicAccessBlockInput,
    ) -> Result<GetPublicAccessBlockOutput, Fault> {
        self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let configuration = PublicAccessBlockConfiguration {
            block_public_acls: Some(true),
            ignore_public_acls: Some(true),
            block_public_policy: Some(true),
            restrict_public_buckets: Some(true),
        };
        Ok(GetPublicAccessBlockOutput { public_access_block_configuration: Some(configuration) })
    }
}
