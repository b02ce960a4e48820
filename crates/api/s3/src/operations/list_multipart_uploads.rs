//! `ListMultipartUploads`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::{CommonPrefix, EncodingType, MultipartUpload, RequestCharged, RequestPayer, SERVICE, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListMultipartUploads;

impl Operation for ListMultipartUploads {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListMultipartUploads";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}?uploads", status: 200 };
    const ELEMENT: &'static str = "ListMultipartUploadsResult";
    type Input = ListMultipartUploadsInput;
    type Output = ListMultipartUploadsOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::bucket(&input.bucket)]
    }

    fn action() -> String {
        "s3:ListBucketMultipartUploads".to_owned()
    }
}

/// Input of `ListMultipartUploads`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListMultipartUploadsInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(query = "delimiter")]
    pub delimiter: Option<String>,
    #[shape(query = "encoding-type")]
    pub encoding_type: Option<EncodingType>,
    #[shape(query = "key-marker")]
    pub key_marker: Option<String>,
    #[shape(query = "max-uploads")]
    pub max_uploads: Option<i32>,
    #[shape(query = "prefix")]
    pub prefix: Option<String>,
    #[shape(query = "upload-id-marker")]
    pub upload_id_marker: Option<String>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
}

/// Output of `ListMultipartUploads`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListMultipartUploadsOutput {
    pub bucket: Option<String>,
    pub key_marker: Option<String>,
    pub upload_id_marker: Option<String>,
    pub next_key_marker: Option<String>,
    pub prefix: Option<String>,
    pub delimiter: Option<String>,
    pub next_upload_id_marker: Option<String>,
    pub max_uploads: Option<i32>,
    pub is_truncated: Option<bool>,
    #[shape(name = "Upload", flat)]
    pub uploads: Option<Vec<MultipartUpload>>,
    #[shape(flat)]
    pub common_prefixes: Option<Vec<CommonPrefix>>,
    pub encoding_type: Option<EncodingType>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
}
