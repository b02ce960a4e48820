//! `PutBucketVersioning`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{ChecksumAlgorithm, SERVICE, VersioningConfiguration, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutBucketVersioning;

impl Operation for PutBucketVersioning {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutBucketVersioning";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}?versioning", status: 200 };
    type Input = PutBucketVersioningInput;
    type Output = ();

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `PutBucketVersioning`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutBucketVersioningInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(name = "ContentMD5", header = "content-md5")]
    pub content_md5: Option<String>,
    #[shape(header = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    #[shape(name = "MFA", header = "x-amz-mfa")]
    pub mfa: Option<String>,
    #[shape(payload)]
    pub versioning_configuration: VersioningConfiguration,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}
