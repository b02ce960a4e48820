//! `GetBucketLifecycleConfiguration`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketLifecycleConfiguration;

impl Operation for GetBucketLifecycleConfiguration {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketLifecycleConfiguration";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?lifecycle", status: 200 };
    type Input = GetBucketLifecycleConfigurationInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:GetLifecycleConfiguration".to_owned()
    }
}

/// Input of `GetBucketLifecycleConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketLifecycleConfigurationInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
