//! `GetObject`.

use std::collections::BTreeMap;

use kernel::{Place, Timestamp};
use wire::{Http, Operation, Service, Shape, Stream};

use crate::{
    ChecksumMode, ChecksumType, ObjectLockLegalHoldStatus, ObjectLockMode, ReplicationStatus, RequestCharged,
    RequestPayer, SERVICE, ServerSideEncryption, StorageClass, resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetObject;

impl Operation for GetObject {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetObject";
    const HTTP: Http = Http { method: "GET", path: "/{Bucket}/{Key+}", status: 200 };
    const ANSWERS_STREAM: bool = true;
    type Input = GetObjectInput;
    type Output = GetObjectOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action_on(input: &Self::Input) -> String {
        let version = if input.version_id.is_some() { "Version" } else { "" };
        format!("s3:GetObject{version}")
    }
}

/// Input of `GetObject`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetObjectInput {
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "if-match")]
    pub if_match: Option<String>,
    #[shape(header = "if-modified-since")]
    pub if_modified_since: Option<Timestamp>,
    #[shape(header = "if-none-match")]
    pub if_none_match: Option<String>,
    #[shape(header = "if-unmodified-since")]
    pub if_unmodified_since: Option<Timestamp>,
    #[shape(label, length(1..=u64::MAX))]
    pub key: String,
    #[shape(header = "range")]
    pub range: Option<String>,
    #[shape(query = "response-cache-control")]
    pub response_cache_control: Option<String>,
    #[shape(query = "response-content-disposition")]
    pub response_content_disposition: Option<String>,
    #[shape(query = "response-content-encoding")]
    pub response_content_encoding: Option<String>,
    #[shape(query = "response-content-language")]
    pub response_content_language: Option<String>,
    #[shape(query = "response-content-type")]
    pub response_content_type: Option<String>,
    #[shape(query = "response-expires")]
    pub response_expires: Option<String>,
    #[shape(query = "versionId")]
    pub version_id: Option<String>,
    #[shape(name = "SSECustomerAlgorithm", header = "x-amz-server-side-encryption-customer-algorithm")]
    pub sse_customer_algorithm: Option<String>,
    #[shape(name = "SSECustomerKey", header = "x-amz-server-side-encryption-customer-key")]
    pub sse_customer_key: Option<String>,
    #[shape(name = "SSECustomerKeyMD5", header = "x-amz-server-side-encryption-customer-key-md5")]
    pub sse_customer_key_md5: Option<String>,
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(query = "partNumber")]
    pub part_number: Option<i32>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
    #[shape(header = "x-amz-checksum-mode")]
    pub checksum_mode: Option<ChecksumMode>,
}

/// Output of `GetObject`.
#[derive(Debug, Default, Shape)]
pub struct GetObjectOutput {
    /// 206 for a range, 304 where a condition says that the caller has it already. Not in AWS's model.
    #[shape(status)]
    pub status: Option<i32>,
    #[shape(payload)]
    pub body: Option<Stream>,
    #[shape(header = "x-amz-delete-marker")]
    pub delete_marker: Option<bool>,
    #[shape(header = "accept-ranges")]
    pub accept_ranges: Option<String>,
    #[shape(header = "x-amz-expiration")]
    pub expiration: Option<String>,
    #[shape(header = "x-amz-restore")]
    pub restore: Option<String>,
    #[shape(header = "last-modified")]
    pub last_modified: Option<Timestamp>,
    #[shape(header = "content-length")]
    pub content_length: Option<i64>,
    #[shape(header = "etag")]
    pub e_tag: Option<String>,
    #[shape(name = "ChecksumCRC32", header = "x-amz-checksum-crc32")]
    pub checksum_crc32: Option<String>,
    #[shape(name = "ChecksumCRC32C", header = "x-amz-checksum-crc32c")]
    pub checksum_crc32_c: Option<String>,
    #[shape(name = "ChecksumCRC64NVME", header = "x-amz-checksum-crc64nvme")]
    pub checksum_crc64_nvme: Option<String>,
    #[shape(name = "ChecksumSHA1", header = "x-amz-checksum-sha1")]
    pub checksum_sha1: Option<String>,
    #[shape(name = "ChecksumSHA256", header = "x-amz-checksum-sha256")]
    pub checksum_sha256: Option<String>,
    #[shape(name = "ChecksumSHA512", header = "x-amz-checksum-sha512")]
    pub checksum_sha512: Option<String>,
    #[shape(name = "ChecksumMD5", header = "x-amz-checksum-md5")]
    pub checksum_md5: Option<String>,
    #[shape(name = "ChecksumXXHASH64", header = "x-amz-checksum-xxhash64")]
    pub checksum_xxhash64: Option<String>,
    #[shape(name = "ChecksumXXHASH3", header = "x-amz-checksum-xxhash3")]
    pub checksum_xxhash3: Option<String>,
    #[shape(name = "ChecksumXXHASH128", header = "x-amz-checksum-xxhash128")]
    pub checksum_xxhash128: Option<String>,
    #[shape(header = "x-amz-checksum-type")]
    pub checksum_type: Option<ChecksumType>,
    #[shape(header = "x-amz-missing-meta")]
    pub missing_meta: Option<i32>,
    #[shape(header = "x-amz-version-id")]
    pub version_id: Option<String>,
    #[shape(header = "cache-control")]
    pub cache_control: Option<String>,
    #[shape(header = "content-disposition")]
    pub content_disposition: Option<String>,
    #[shape(header = "content-encoding")]
    pub content_encoding: Option<String>,
    #[shape(header = "content-language")]
    pub content_language: Option<String>,
    #[shape(header = "content-range")]
    pub content_range: Option<String>,
    #[shape(header = "content-type")]
    pub content_type: Option<String>,
    #[shape(header = "expires")]
    pub expires: Option<String>,
    #[shape(header = "x-amz-website-redirect-location")]
    pub website_redirect_location: Option<String>,
    #[shape(header = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<ServerSideEncryption>,
    #[shape(headers = "x-amz-meta-")]
    pub metadata: Option<BTreeMap<String, String>>,
    #[shape(name = "SSECustomerAlgorithm", header = "x-amz-server-side-encryption-customer-algorithm")]
    pub sse_customer_algorithm: Option<String>,
    #[shape(name = "SSECustomerKeyMD5", header = "x-amz-server-side-encryption-customer-key-md5")]
    pub sse_customer_key_md5: Option<String>,
    #[shape(name = "SSEKMSKeyId", header = "x-amz-server-side-encryption-aws-kms-key-id")]
    pub ssekms_key_id: Option<String>,
    #[shape(header = "x-amz-server-side-encryption-bucket-key-enabled")]
    pub bucket_key_enabled: Option<bool>,
    #[shape(header = "x-amz-storage-class")]
    pub storage_class: Option<StorageClass>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
    #[shape(header = "x-amz-replication-status")]
    pub replication_status: Option<ReplicationStatus>,
    #[shape(header = "x-amz-mp-parts-count")]
    pub parts_count: Option<i32>,
    #[shape(header = "x-amz-tagging-count")]
    pub tag_count: Option<i32>,
    #[shape(header = "x-amz-object-lock-mode")]
    pub object_lock_mode: Option<ObjectLockMode>,
    #[shape(header = "x-amz-object-lock-retain-until-date")]
    pub object_lock_retain_until_date: Option<Timestamp>,
    #[shape(header = "x-amz-object-lock-legal-hold")]
    pub object_lock_legal_hold_status: Option<ObjectLockLegalHoldStatus>,
}
