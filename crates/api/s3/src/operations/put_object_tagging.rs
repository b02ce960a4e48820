//! `PutObjectTagging`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{ChecksumAlgorithm, RequestPayer, SERVICE, Tagging, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutObjectTagging;

impl Operation for PutObjectTagging {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutObjectTagging";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}/{Key+}?tagging", status: 200 };
    type Input = PutObjectTaggingInput;
    type Output = PutObjectTaggingOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action_on(input: &Self::Input) -> String {
        let version = if input.version_id.is_some() { "Version" } else { "" };
        format!("s3:PutObject{version}Tagging")
    }
}

/// Input of `PutObjectTagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutObjectTaggingInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(query = "versionId")]
    pub version_id: Option<String>,
    #[shape(name = "ContentMD5", header = "content-md5")]
    pub content_md5: Option<String>,
    #[shape(header = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    #[shape(payload)]
    pub tagging: Tagging,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
}

/// Output of `PutObjectTagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutObjectTaggingOutput {
    #[shape(header = "x-amz-version-id")]
    pub version_id: Option<String>,
}
