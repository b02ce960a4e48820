//! `CreateMultipartUpload`.

use std::collections::BTreeMap;

use kernel::{Place, Timestamp};
use wire::{Http, Operation, Service, Shape};

use crate::{
    ChecksumAlgorithm, ChecksumType, ObjectCannedACL, ObjectLockLegalHoldStatus, ObjectLockMode,
    RequestCharged, RequestPayer, SERVICE, ServerSideEncryption, resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateMultipartUpload;

impl Operation for CreateMultipartUpload {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateMultipartUpload";
    const HTTP: Http = Http { method: "POST", path: "/{Bucket}/{Key+}?uploads", status: 200 };
    const ELEMENT: &'static str = "InitiateMultipartUploadResult";
    type Input = CreateMultipartUploadInput;
    type Output = CreateMultipartUploadOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action() -> String {
        "s3:PutObject".to_owned()
    }
}

/// Input of `CreateMultipartUpload`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateMultipartUploadInput {
    #[shape(name = "ACL", header = "x-amz-acl")]
    pub acl: Option<ObjectCannedACL>,
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "cache-control")]
    pub cache_control: Option<String>,
    #[shape(header = "content-disposition")]
    pub content_disposition: Option<String>,
    #[shape(header = "content-encoding")]
    pub content_encoding: Option<String>,
    #[shape(header = "content-language")]
    pub content_language: Option<String>,
    #[shape(header = "content-type")]
    pub content_type: Option<String>,
    #[shape(header = "expires")]
    pub expires: Option<String>,
    #[shape(header = "x-amz-grant-full-control")]
    pub grant_full_control: Option<String>,
    #[shape(header = "x-amz-grant-read")]
    pub grant_read: Option<String>,
    #[shape(name = "GrantReadACP", header = "x-amz-grant-read-acp")]
    pub grant_read_acp: Option<String>,
    #[shape(name = "GrantWriteACP", header = "x-amz-grant-write-acp")]
    pub grant_write_acp: Option<String>,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(headers = "x-amz-meta-")]
    pub metadata: Option<BTreeMap<String, String>>,
    #[shape(header = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<ServerSideEncryption>,
    #[shape(header = "x-amz-storage-class")]
    pub storage_class: Option<String>,
    #[shape(header = "x-amz-website-redirect-location")]
    pub website_redirect_location: Option<String>,
    #[shape(name = "SSECustomerAlgorithm", header = "x-amz-server-side-encryption-customer-algorithm")]
    pub sse_customer_algorithm: Option<String>,
    #[shape(name = "SSECustomerKey", header = "x-amz-server-side-encryption-customer-key")]
    pub sse_customer_key: Option<String>,
    #[shape(name = "SSECustomerKeyMD5", header = "x-amz-server-side-encryption-customer-key-md5")]
    pub sse_customer_key_md5: Option<String>,
    #[shape(name = "SSEKMSKeyId", header = "x-amz-server-side-encryption-aws-kms-key-id")]
    pub ssekms_key_id: Option<String>,
    #[shape(name = "SSEKMSEncryptionContext", header = "x-amz-server-side-encryption-context")]
    pub ssekms_encryption_context: Option<String>,
    #[shape(header = "x-amz-server-side-encryption-bucket-key-enabled")]
    pub bucket_key_enabled: Option<bool>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-tagging")]
    pub tagging: Option<String>,
    #[shape(header = "x-amz-object-lock-mode")]
    pub object_lock_mode: Option<ObjectLockMode>,
    #[shape(header = "x-amz-object-lock-retain-until-date")]
    pub object_lock_retain_until_date: Option<Timestamp>,
    #[shape(header = "x-amz-object-lock-legal-hold")]
    pub object_lock_legal_hold_status: Option<ObjectLockLegalHoldStatus>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-checksum-algorithm")]
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    #[shape(header = "x-amz-checksum-type")]
    pub checksum_type: Option<ChecksumType>,
}

/// Output of `CreateMultipartUpload`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CreateMultipartUploadOutput {
    #[shape(header = "x-amz-abort-date")]
    pub abort_date: Option<Timestamp>,
    #[shape(header = "x-amz-abort-rule-id")]
    pub abort_rule_id: Option<String>,
    pub bucket: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub key: Option<String>,
    pub upload_id: Option<String>,
    #[shape(header = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<ServerSideEncryption>,
    #[shape(name = "SSECustomerAlgorithm", header = "x-amz-server-side-encryption-customer-algorithm")]
    pub sse_customer_algorithm: Option<String>,
    #[shape(name = "SSECustomerKeyMD5", header = "x-amz-server-side-encryption-customer-key-md5")]
    pub sse_customer_key_md5: Option<String>,
    #[shape(name = "SSEKMSKeyId", header = "x-amz-server-side-encryption-aws-kms-key-id")]
    pub ssekms_key_id: Option<String>,
    #[shape(name = "SSEKMSEncryptionContext", header = "x-amz-server-side-encryption-context")]
    pub ssekms_encryption_context: Option<String>,
    #[shape(header = "x-amz-server-side-encryption-bucket-key-enabled")]
    pub bucket_key_enabled: Option<bool>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
    #[shape(header = "x-amz-checksum-algorithm")]
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    #[shape(header = "x-amz-checksum-type")]
    pub checksum_type: Option<ChecksumType>,
}
