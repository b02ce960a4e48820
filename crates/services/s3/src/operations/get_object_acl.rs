//! `GetObjectAcl`: that of its bucket.

use dispatch::{Call, Handle};
use s3_api::{GetObjectAcl, GetObjectAclInput, GetObjectAclOutput};
use wire::Fault;

use super::get_bucket_acl::grant;
use super::listing::owner;
use crate::S3;
use crate::engine::object::VersionId;

impl Handle<GetObjectAcl> for S3 {
    async fn handle(&self, call: &Call, input: GetObjectAclInput) -> Result<GetObjectAclOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let version = input.version_id.as_deref().map(VersionId::parse).transpose()?;
        self.engine.find(&input.bucket, &input.key, version)?;
        Ok(GetObjectAclOutput {
            owner: Some(owner(&bucket)),
            grants: Some(vec![grant(&bucket)]),
            ..GetObjectAclOutput::default()
        })
    }
}
