//! `ListObjectVersions`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{
    CommonPrefix, DeleteMarkerEntry, EncodingType, ObjectVersion, OptionalObjectAttributes, RequestCharged,
    RequestPayer, SERVICE, resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListObjectVersions;

impl Operation for ListObjectVersions {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListObjectVersions";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?versions", status: 200 };
    const ELEMENT: &'static str = "ListVersionsResult";
    type Input = ListObjectVersionsInput;
    type Output = ListObjectVersionsOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:ListBucketVersions".to_owned()
    }
}

/// Input of `ListObjectVersions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListObjectVersionsInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(query = "delimiter")]
    pub delimiter: Option<String>,
    #[shape(query = "encoding-type")]
    pub encoding_type: Option<EncodingType>,
    #[shape(query = "key-marker")]
    pub key_marker: Option<String>,
    #[shape(query = "max-keys")]
    pub max_keys: Option<i32>,
    #[shape(query = "prefix")]
    pub prefix: Option<String>,
    #[shape(query = "version-id-marker")]
    pub version_id_marker: Option<String>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-optional-object-attributes")]
    pub optional_object_attributes: Option<Vec<OptionalObjectAttributes>>,
}

/// Output of `ListObjectVersions`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListObjectVersionsOutput {
    pub is_truncated: Option<bool>,
    pub key_marker: Option<String>,
    pub version_id_marker: Option<String>,
    pub next_key_marker: Option<String>,
    pub next_version_id_marker: Option<String>,
    #[shape(name = "Version", flat)]
    pub versions: Option<Vec<ObjectVersion>>,
    #[shape(name = "DeleteMarker", flat)]
    pub delete_markers: Option<Vec<DeleteMarkerEntry>>,
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
