//! `DeleteBucket`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteBucket;

impl Operation for DeleteBucket {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteBucket";
    const HTTP: Http = Http { method: "DELETE", path: "/{Bucket}", status: 204 };
    type Input = DeleteBucketInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `DeleteBucket`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteBucketInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
