//! `HeadBucket`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{LocationType, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct HeadBucket;

impl Operation for HeadBucket {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "HeadBucket";
    const HTTP: Http = Http { method: "HEAD", path: "/{Bucket}", status: 200 };
    type Input = HeadBucketInput;
    type Output = HeadBucketOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:ListBucket".to_owned()
    }
}

/// Input of `HeadBucket`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HeadBucketInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `HeadBucket`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct HeadBucketOutput {
    #[shape(header = "x-amz-bucket-arn", length(1..=128), pattern = r"arn:[^:]+:(s3|s3express):.*")]
    pub bucket_arn: Option<String>,
    #[shape(header = "x-amz-bucket-location-type")]
    pub bucket_location_type: Option<LocationType>,
    #[shape(header = "x-amz-bucket-location-name")]
    pub bucket_location_name: Option<String>,
    #[shape(header = "x-amz-bucket-region", length(0..=20))]
    pub bucket_region: Option<String>,
    #[shape(header = "x-amz-access-point-alias")]
    pub access_point_alias: Option<bool>,
}
