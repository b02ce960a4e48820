//! `GetBucketWebsite`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketWebsite;

impl Operation for GetBucketWebsite {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketWebsite";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?website", status: 200 };
    type Input = GetBucketWebsiteInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `GetBucketWebsite`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketWebsiteInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
