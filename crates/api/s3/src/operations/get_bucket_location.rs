//! `GetBucketLocation`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketLocation;

impl Operation for GetBucketLocation {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketLocation";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?location", status: 200 };
    type Input = GetBucketLocationInput;
    type Output = GetBucketLocationOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `GetBucketLocation`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketLocationInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketLocation`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketLocationOutput {
    /// An element `LocationConstraint` that holds the region, or nothing for `us-east-1`: the one answer of S3's
    /// whose root element is a text.
    #[shape(payload)]
    pub document: String,
}
