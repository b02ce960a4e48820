//! `DeleteObjectTagging`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteObjectTagging;

impl Operation for DeleteObjectTagging {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteObjectTagging";
    const HTTP: Http = Http { method: "DELETE", path: "/{Bucket}/{Key+}?tagging", status: 204 };
    type Input = DeleteObjectTaggingInput;
    type Output = DeleteObjectTaggingOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action_on(input: &Self::Input) -> String {
        let version = if input.version_id.is_some() { "Version" } else { "" };
        format!("s3:DeleteObject{version}Tagging")
    }
}

/// Input of `DeleteObjectTagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteObjectTaggingInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(query = "versionId")]
    pub version_id: Option<String>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `DeleteObjectTagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteObjectTaggingOutput {
    #[shape(header = "x-amz-version-id")]
    pub version_id: Option<String>,
}
