//! `DeleteObjects`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{ChecksumAlgorithm, Delete, DeletedObject, Error, RequestCharged, RequestPayer, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteObjects;

impl Operation for DeleteObjects {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteObjects";
    const HTTP: Http = Http { method: "POST", path: "/{Bucket}?delete", status: 200 };
    const ELEMENT: &'static str = "DeleteResult";
    type Input = DeleteObjectsInput;
    type Output = DeleteObjectsOutput;

    /// None: the handler decides object by object.
    fn resources(_: &Self::Input, _: &Place) -> Vec<String> {
        Vec::new()
    }

    fn action() -> String {
        "s3:DeleteObject".to_owned()
    }
}

/// Input of `DeleteObjects`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteObjectsInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(payload)]
    pub delete: Delete,
    #[shape(name = "MFA", header = "x-amz-mfa")]
    pub mfa: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-bypass-governance-retention")]
    pub bypass_governance_retention: Option<bool>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
}

/// Output of `DeleteObjects`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteObjectsOutput {
    #[shape(flat)]
    pub deleted: Option<Vec<DeletedObject>>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
    #[shape(name = "Error", flat)]
    pub errors: Option<Vec<Error>>,
}
