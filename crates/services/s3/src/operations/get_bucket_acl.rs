//! `GetBucketAcl`: the owner may do everything, and nobody else anything.

use dispatch::{Call, Handle};
use s3_api::{GetBucketAcl, GetBucketAclInput, GetBucketAclOutput, Grant, Grantee, Permission, Type};
use wire::Fault;

use super::bucket::canonical_id;
use super::listing::owner;
use crate::S3;
use crate::engine::bucket::Bucket;

impl Handle<GetBucketAcl> for S3 {
    async fn handle(&self, call: &Call, input: GetBucketAclInput) -> Result<GetBucketAclOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        Ok(GetBucketAclOutput { owner: Some(owner(&bucket)), grants: Some(vec![grant(&bucket)]) })
    }
}

/// Everything, to the owner of `bucket`.
pub fn grant(bucket: &Bucket) -> Grant {
    let grantee = Grantee {
        display_name: None,
        email_address: None,
        id: Some(canonical_id(&bucket.account)),
        r#type: Type::CanonicalUser,
        uri: None,
    };
    Grant { grantee: Some(grantee), permission: Some(Permission::FullControl) }
}
