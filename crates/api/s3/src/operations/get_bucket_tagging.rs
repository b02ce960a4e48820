//! `GetBucketTagging`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, Tag, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketTagging;

impl Operation for GetBucketTagging {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketTagging";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?tagging", status: 200 };
    const ELEMENT: &'static str = "Tagging";
    type Input = GetBucketTaggingInput;
    type Output = GetBucketTaggingOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `GetBucketTagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketTaggingInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketTagging`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetBucketTaggingOutput {
    #[shape(element = "Tag")]
    pub tag_set: Vec<Tag>,
}
