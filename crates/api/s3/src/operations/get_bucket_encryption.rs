//! `GetBucketEncryption`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{SERVICE, ServerSideEncryptionConfiguration, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetBucketEncryption;

impl Operation for GetBucketEncryption {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetBucketEncryption";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?encryption", status: 200 };
    type Input = GetBucketEncryptionInput;
    type Output = GetBucketEncryptionOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:GetEncryptionConfiguration".to_owned()
    }
}

/// Input of `GetBucketEncryption`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketEncryptionInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetBucketEncryption`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetBucketEncryptionOutput {
    #[shape(payload)]
    pub server_side_encryption_configuration: Option<ServerSideEncryptionConfiguration>,
}
