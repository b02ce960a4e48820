//! `ListParts`.

use kernel::{Place, Timestamp};
use wire::{Http, Operation, Service, Shape};

use crate::{
    ChecksumAlgorithm, ChecksumType, Initiator, Owner, Part, RequestCharged, RequestPayer, SERVICE,
    StorageClass, resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListParts;

impl Operation for ListParts {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListParts";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}/{Key+}?uploadId", status: 200 };
    const ELEMENT: &'static str = "ListPartsResult";
    type Input = ListPartsInput;
    type Output = ListPartsOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action() -> String {
        "s3:ListMultipartUploadParts".to_owned()
    }
}

/// Input of `ListParts`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListPartsInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(query = "max-parts")]
    pub max_parts: Option<i32>,
    #[shape(query = "part-number-marker")]
    pub part_number_marker: Option<i32>,
    #[shape(query = "uploadId")]
    pub upload_id: String,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(name = "SSECustomerAlgorithm", header = "x-amz-server-side-encryption-customer-algorithm")]
    pub sse_customer_algorithm: Option<String>,
    #[shape(name = "SSECustomerKey", header = "x-amz-server-side-encryption-customer-key")]
    pub sse_customer_key: Option<String>,
    #[shape(name = "SSECustomerKeyMD5", header = "x-amz-server-side-encryption-customer-key-md5")]
    pub sse_customer_key_md5: Option<String>,
}

/// Output of `ListParts`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListPartsOutput {
    #[shape(header = "x-amz-abort-date")]
    pub abort_date: Option<Timestamp>,
    #[shape(header = "x-amz-abort-rule-id")]
    pub abort_rule_id: Option<String>,
    pub bucket: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub key: Option<String>,
    pub upload_id: Option<String>,
    pub part_number_marker: Option<i32>,
    pub next_part_number_marker: Option<i32>,
    pub max_parts: Option<i32>,
    pub is_truncated: Option<bool>,
    #[shape(name = "Part", flat)]
    pub parts: Option<Vec<Part>>,
    pub initiator: Option<Initiator>,
    pub owner: Option<Owner>,
    pub storage_class: Option<StorageClass>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    pub checksum_type: Option<ChecksumType>,
}
