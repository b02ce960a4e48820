//! `GetBucketAcl`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{Grant, Owner, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketAcl;

impl Operation for GetBucketAcl {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketAcl";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?acl", status: 200 };
    const ELEMENT: &'static str = "AccessControlPolicy";
    type Input = GetBucketAclInput;
    type Output = GetBucketAclOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `GetBucketAcl`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketAclInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketAcl`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketAclOutput {
    pub owner: Option<Owner>,
    #[shape(name = "AccessControlList", element = "Grant")]
    pub grants: Option<Vec<Grant>>,
}
