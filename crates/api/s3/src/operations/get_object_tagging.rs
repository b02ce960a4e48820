//! `GetObjectTagging`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{RequestPayer, SERVICE, Tag, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetObjectTagging;

impl Operation for GetObjectTagging {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetObjectTagging";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}/{Key+}?tagging", status: 200 };
    const ELEMENT: &'static str = "Tagging";
    type Input = GetObjectTaggingInput;
    type Output = GetObjectTaggingOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action_on(input: &Self::Input) -> String {
        let version = if input.version_id.is_some() { "Version" } else { "" };
        format!("s3:GetObject{version}Tagging")
    }
}

/// Input of `GetObjectTagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetObjectTaggingInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(query = "versionId")]
    pub version_id: Option<String>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
}

/// Output of `GetObjectTagging`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetObjectTaggingOutput {
    #[shape(header = "x-amz-version-id")]
    pub version_id: Option<String>,
    #[shape(element = "Tag")]
    pub tag_set: Vec<Tag>,
}
