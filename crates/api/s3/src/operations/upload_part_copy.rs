//! `UploadPartCopy`.

use kernel::{Place, Timestamp};
use wire::{Http, Operation, Service, Shape};

use crate::{CopyPartResult, RequestCharged, RequestPayer, SERVICE, ServerSideEncryption, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UploadPartCopy;

impl Operation for UploadPartCopy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UploadPartCopy";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}/{Key+}?partNumber&uploadId", status: 200 };
    const MARK: Option<&'static str> = Some("x-amz-copy-source");
    type Input = UploadPartCopyInput;
    type Output = UploadPartCopyOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action() -> String {
        "s3:PutObject".to_owned()
    }
}

/// Input of `UploadPartCopy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UploadPartCopyInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "x-amz-copy-source", pattern = r"\/?.+\/.+")]
    pub copy_source: String,
    #[shape(header = "x-amz-copy-source-if-match")]
    pub copy_source_if_match: Option<String>,
    #[shape(header = "x-amz-copy-source-if-modified-since")]
    pub copy_source_if_modified_since: Option<Timestamp>,
    #[shape(header = "x-amz-copy-source-if-none-match")]
    pub copy_source_if_none_match: Option<String>,
    #[shape(header = "x-amz-copy-source-if-unmodified-since")]
    pub copy_source_if_unmodified_since: Option<Timestamp>,
    #[shape(header = "x-amz-copy-source-range")]
    pub copy_source_range: Option<String>,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(query = "partNumber")]
    pub part_number: i32,
    #[shape(query = "uploadId")]
    pub upload_id: String,
    #[shape(name = "SSECustomerAlgorithm", header = "x-amz-server-side-encryption-customer-algorithm")]
    pub sse_customer_algorithm: Option<String>,
    #[shape(name = "SSECustomerKey", header = "x-amz-server-side-encryption-customer-key")]
    pub sse_customer_key: Option<String>,
    #[shape(name = "SSECustomerKeyMD5", header = "x-amz-server-side-encryption-customer-key-md5")]
    pub sse_customer_key_md5: Option<String>,
    #[shape(
        name = "CopySourceSSECustomerAlgorithm",
        header = "x-amz-copy-source-server-side-encryption-customer-algorithm"
    )]
    pub copy_source_sse_customer_algorithm: Option<String>,
    #[shape(
        name = "CopySourceSSECustomerKey",
        header = "x-amz-copy-source-server-side-encryption-customer-key"
    )]
    pub copy_source_sse_customer_key: Option<String>,
    #[shape(
        name = "CopySourceSSECustomerKeyMD5",
        header = "x-amz-copy-source-server-side-encryption-customer-key-md5"
    )]
    pub copy_source_sse_customer_key_md5: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-source-expected-bucket-owner")]
    pub expected_source_bucket_owner: Option<String>,
}

/// Output of `UploadPartCopy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UploadPartCopyOutput {
    #[shape(header = "x-amz-copy-source-version-id")]
    pub copy_source_version_id: Option<String>,
    #[shape(payload)]
    pub copy_part_result: Option<CopyPartResult>,
    #[shape(header = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<ServerSideEncryption>,
    #[shape(name = "SSECustomerAlgorithm", header = "x-amz-server-side-encryption-customer-algorithm")]
    pub sse_customer_algorithm: Option<String>,
    #[shape(name = "SSECustomerKeyMD5", header = "x-amz-server-side-encryption-customer-key-md5")]
    pub sse_customer_key_md5: Option<String>,
    #[shape(name = "SSEKMSKeyId", header = "x-amz-server-side-encryption-aws-kms-key-id")]
    pub ssekms_key_id: Option<String>,
    #[shape(header = "x-amz-server-side-encryption-bucket-key-enabled")]
    pub bucket_key_enabled: Option<bool>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
}
