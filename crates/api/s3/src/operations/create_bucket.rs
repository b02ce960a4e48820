//! `CreateBucket`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{
    BucketCannedACL, BucketNamespace, CreateBucketConfiguration, ObjectOwnership, SERVICE, resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateBucket;

impl Operation for CreateBucket {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateBucket";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}", status: 200 };
    type Input = CreateBucketInput;
    type Output = CreateBucketOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }
}

/// Input of `CreateBucket`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateBucketInput {
    #[shape(name = "ACL", header = "x-amz-acl")]
    pub acl: Option<BucketCannedACL>,
    #[shape(label)]
    pub bucket: String,
    #[shape(payload)]
    pub create_bucket_configuration: Option<CreateBucketConfiguration>,
    #[shape(header = "x-amz-grant-full-control")]
    pub grant_full_control: Option<String>,
    #[shape(header = "x-amz-grant-read")]
    pub grant_read: Option<String>,
    #[shape(name = "GrantReadACP", header = "x-amz-grant-read-acp")]
    pub grant_read_acp: Option<String>,
    #[shape(header = "x-amz-grant-write")]
    pub grant_write: Option<String>,
    #[shape(name = "GrantWriteACP", header = "x-amz-grant-write-acp")]
    pub grant_write_acp: Option<String>,
    #[shape(header = "x-amz-bucket-object-lock-enabled")]
    pub object_lock_enabled_for_bucket: Option<bool>,
    #[shape(header = "x-amz-object-ownership")]
    pub object_ownership: Option<ObjectOwnership>,
    #[shape(header = "x-amz-bucket-namespace")]
    pub bucket_namespace: Option<BucketNamespace>,
}

/// Output of `CreateBucket`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateBucketOutput {
    #[shape(header = "location")]
    pub location: Option<String>,
    #[shape(header = "x-amz-bucket-arn", length(1..=128), pattern = r"arn:[^:]+:(s3|s3express):.*")]
    pub bucket_arn: Option<String>,
}
