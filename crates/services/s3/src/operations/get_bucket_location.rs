//! `GetBucketLocation`.

use dispatch::{Call, Handle};
use s3_api::{GetBucketLocation, GetBucketLocationInput, GetBucketLocationOutput, SERVICE};
use wire::{Fault, escape_xml};

use super::create_bucket::FIRST_REGION;
use crate::S3;

impl Handle<GetBucketLocation> for S3 {
    async fn handle(
        &self,
        call: &Call,
        input: GetBucketLocationInput,
    ) -> Result<GetBucketLocationOutput, Fault> {
        let bucket = self.bucket(call, &input.bucket, input.expected_bucket_owner.as_deref())?;
        let namespace = SERVICE.xml_namespace;
        let element = match bucket.region.as_str() {
            FIRST_REGION => format!("<LocationConstraint xmlns=\"{namespace}\"/>"),
            region => {
                let region = escape_xml(region);
                format!("<LocationConstraint xmlns=\"{namespace}\">{region}</LocationConstraint>")
            }
        };
        let document = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{element}");
        Ok(GetBucketLocationOutput { document })
    }
}
