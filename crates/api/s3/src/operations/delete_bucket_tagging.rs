//! `DeleteBucketTagging`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteBucketTagging;

impl Operation for DeleteBucketTagging {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteBucketTagging";
    const HTTP: Http = Http { method: "DELETE", path: "/{Bucket}?tagging", status: 204 };
    type Input = DeleteBucketTaggingInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:PutBucketTagging".to_owned()
    }
}

/// Input of `DeleteBucketTagging`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteBucketTaggingInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
