//! `PutBucketPolicy`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{ChecksumAlgorithm, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutBucketPolicy;

impl Operation for PutBucketPolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutBucketPolicy";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}?policy", status: 200 };
    type Input = PutBucketPolicyInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `PutBucketPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutBucketPolicyInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(name = "ContentMD5", header = "content-md5")]
    pub content_md5: Option<String>,
    #[shape(header = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    #[shape(header = "x-amz-confirm-remove-self-bucket-access")]
    pub confirm_remove_self_bucket_access: Option<bool>,
    #[shape(payload)]
    pub policy: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
