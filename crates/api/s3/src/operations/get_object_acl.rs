//! `GetObjectAcl`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{Grant, Owner, RequestCharged, RequestPayer, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetObjectAcl;

impl Operation for GetObjectAcl {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetObjectAcl";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}/{Key+}?acl", status: 200 };
    const ELEMENT: &'static str = "AccessControlPolicy";
    type Input = GetObjectAclInput;
    type Output = GetObjectAclOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }
}

/// Input of `GetObjectAcl`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetObjectAclInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(query = "versionId")]
    pub version_id: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetObjectAcl`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetObjectAclOutput {
    pub owner: Option<Owner>,
    #[shape(name = "AccessControlList", element = "Grant")]
    pub grants: Option<Vec<Grant>>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
}
