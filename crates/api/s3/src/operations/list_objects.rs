//! `ListObjects`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{
    CommonPrefix, EncodingType, Object, OptionalObjectAttributes, RequestCharged, RequestPayer, SERVICE,
    resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListObjects;

impl Operation for ListObjects {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListObjects";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}", status: 200 };
    const ELEMENT: &'static str = "ListBucketResult";
    type Input = ListObjectsInput;
    type Output = ListObjectsOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:ListBucket".to_owned()
    }
}

/// Input of `ListObjects`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListObjectsInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(query = "delimiter")]
    pub delimiter: Option<String>,
    #[shape(query = "encoding-type")]
    pub encoding_type: Option<EncodingType>,
    #[shape(query = "marker")]
    pub marker: Option<String>,
    #[shape(query = "max-keys")]
    pub max_keys: Option<i32>,
    #[shape(query = "prefix")]
    pub prefix: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-optional-object-attributes")]
    pub optional_object_attributes: Option<Vec<OptionalObjectAttributes>>,
}

/// Output of `ListObjects`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListObjectsOutput {
    pub is_truncated: Option<bool>,
    pub marker: Option<String>,
    pub next_marker: Option<String>,
    #[shape(flat)]
    pub contents: Option<Vec<Object>>,
    pub name: Option<String>,
    pub prefix: Option<String>,
    pub delimiter: Option<String>,
    pub max_keys: Option<i32>,
    #[shape(flat)]
    pub common_prefixes: Option<Vec<CommonPrefix>>,
    pub encoding_type: Option<EncodingType>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
}
