//! `PutBucketTagging`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{ChecksumAlgorithm, SERVICE, Tagging, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutBucketTagging;

impl Operation for PutBucketTagging {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutBucketTagging";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}?tagging", status: 200 };
    type Input = PutBucketTaggingInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `PutBucketTagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutBucketTaggingInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(name = "ContentMD5", header = "content-md5")]
    pub content_md5: Option<String>,
    #[shape(header = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    #[shape(payload)]
    pub tagging: Tagging,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
