//! `ListObjectsV2`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{
    CommonPrefix, EncodingType, Object, OptionalObjectAttributes, RequestCharged, RequestPayer, SERVICE,
    resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListObjectsV2;

impl Operation for ListObjectsV2 {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListObjectsV2";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?list-type=2", status: 200 };
    const ELEMENT: &'static str = "ListBucketResult";
    type Input = ListObjectsV2Input;
    type Output = ListObjectsV2Output;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:ListBucket".to_owned()
    }
}

/// Input of `ListObjectsV2`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListObjectsV2Input {
    #[shape(label)]
    pub bucket: String,
    #[shape(query = "delimiter")]
    pub delimiter: Option<String>,
    #[shape(query = "encoding-type")]
    pub encoding_type: Option<EncodingType>,
    #[shape(query = "max-keys")]
    pub max_keys: Option<i32>,
    #[shape(query = "prefix")]
    pub prefix: Option<String>,
    #[shape(query = "continuation-token")]
    pub continuation_token: Option<String>,
    #[shape(query = "fetch-owner")]
    pub fetch_owner: Option<bool>,
    #[shape(query = "start-after")]
    pub start_after: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-optional-object-attributes")]
    pub optional_object_attributes: Option<Vec<OptionalObjectAttributes>>,
}

/// Output of `ListObjectsV2`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListObjectsV2Output {
    pub is_truncated: Option<bool>,
    #[shape(flat)]
    pub contents: Option<Vec<Object>>,
    pub name: Option<String>,
    pub prefix: Option<String>,
    pub delimiter: Option<String>,
    pub max_keys: Option<i32>,
    #[shape(flat)]
    pub common_prefixes: Option<Vec<CommonPrefix>>,
    pub encoding_type: Option<EncodingType>,
    pub key_count: Option<i32>,
    pub continuation_token: Option<String>,
    pub next_continuation_token: Option<String>,
    pub start_after: Option<String>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
}
