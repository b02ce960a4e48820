//! `GetPublicAccessBlock`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{PublicAccessBlockConfiguration, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetPublicAccessBlock;

impl Operation for GetPublicAccessBlock {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetPublicAccessBlock";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?publicAccessBlock", status: 200 };
    type Input = GetPublicAccessBlockInput;
    type Output = GetPublicAccessBlockOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:GetBucketPublicAccessBlock".to_owned()
    }
}

/// Input of `GetPublicAccessBlock`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPublicAccessBlockInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `GetPublicAccessBlock`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPublicAccessBlockOutput {
    #[shape(payload)]
    pub public_access_block_configuration: Option<PublicAccessBlockConfiguration>,
}
