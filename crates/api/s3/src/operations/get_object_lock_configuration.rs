//! `GetObjectLockConfiguration`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetObjectLockConfiguration;

impl Operation for GetObjectLockConfiguration {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetObjectLockConfiguration";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?object-lock", status: 200 };
    type Input = GetObjectLockConfigurationInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:GetBucketObjectLockConfiguration".to_owned()
    }
}

/// Input of `GetObjectLockConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetObjectLockConfigurationInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
