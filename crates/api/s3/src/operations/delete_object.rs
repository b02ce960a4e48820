//! `DeleteObject`.

use kernel::{Place, Timestamp};
use wire::{Http, Operation, Service, Shape};

use crate::{RequestCharged, RequestPayer, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteObject;

impl Operation for DeleteObject {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteObject";
    const HTTP: Http = Http { method: "DELETE", path: "/{Bucket}/{Key+}", status: 204 };
    type Input = DeleteObjectInput;
    type Output = DeleteObjectOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action_on(input: &Self::Input) -> String {
        let version = if input.version_id.is_some() { "Version" } else { "" };
        format!("s3:DeleteObject{version}")
    }
}

/// Input of `DeleteObject`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteObjectInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(name = "MFA", header = "x-amz-mfa")]
    pub mfa: Option<String>,
    #[shape(query = "versionId")]
    pub version_id: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-bypass-governance-retention")]
    pub bypass_governance_retention: Option<bool>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "if-match")]
    pub if_match: Option<String>,
    #[shape(header = "x-amz-if-match-last-modified-time")]
    pub if_match_last_modified_time: Option<Timestamp>,
    #[shape(header = "x-amz-if-match-size")]
    pub if_match_size: Option<i64>,
}

/// Output of `DeleteObject`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteObjectOutput {
    #[shape(header = "x-amz-delete-marker")]
    pub delete_marker: Option<bool>,
    #[shape(header = "x-amz-version-id")]
    pub version_id: Option<String>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
}
