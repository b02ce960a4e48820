//! `GetBucketPolicy`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketPolicy;

impl Operation for GetBucketPolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketPolicy";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?policy", status: 200 };
    type Input = GetBucketPolicyInput;
    type Output = GetBucketPolicyOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `GetBucketPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketPolicyInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketPolicyOutput {
    #[shape(payload)]
    pub policy: Option<String>,
}
