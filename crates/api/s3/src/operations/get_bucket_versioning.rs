//! `GetBucketVersioning`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{BucketVersioningStatus, MFADeleteStatus, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketVersioning;

impl Operation for GetBucketVersioning {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketVersioning";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?versioning", status: 200 };
    const ELEMENT: &'static str = "VersioningConfiguration";
    type Input = GetBucketVersioningInput;
    type Output = GetBucketVersioningOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `GetBucketVersioning`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketVersioningInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketVersioning`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketVersioningOutput {
    pub status: Option<BucketVersioningStatus>,
    pub mfa_delete: Option<MFADeleteStatus>,
}
