//! `GetBucketCors`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketCors;

impl Operation for GetBucketCors {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketCors";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?cors", status: 200 };
    type Input = GetBucketCorsInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:GetBucketCORS".to_owned()
    }
}

/// Input of `GetBucketCors`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketCorsInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
