//! `DeleteBucketPolicy`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketPolicy;

impl Operation for DeleteBucketPolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteBucketPolicy";
    const HTTP: Http = Http { method: "DELETE", path: "/{Bucket}?policy", status: 204 };
    type Input = DeleteBucketPolicyInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `DeleteBucketPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteBucketPolicyInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
