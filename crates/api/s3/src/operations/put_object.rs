//! `PutObject`.

use std::collections::BTreeMap;

use kernel::{Place, Timestamp};
use wire::{Http, Operation, Service, Shape, Stream};

use crate::{
    ChecksumAlgorithm, ChecksumType, ObjectCannedACL, ObjectLockLegalHoldStatus, ObjectLockMode,
    RequestCharged, RequestPayer, SERVICE, ServerSideEncryption, resource,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutObject;

impl Operation for PutObject {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutObject";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}/{Key+}", status: 200 };
    const STREAMS: bool = true;
    type Input = PutObjectInput;
    type Output = PutObjectOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }
}

/// Input of `PutObject`.
#[derive(Debug, Default, Shape)]
pub struct PutObjectInput {
    /// The headers that follow the body. Not in AWS's model.
    #[shape(header = "x-amz-trailer")]
    pub trailer: Option<String>,
    #[shape(name = "ACL", header = "x-amz-acl")]
    pub acl: Option<ObjectCannedACL>,
    #[shape(payload)]
    pub body: Option<Stream>,
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
    #[shape(header = "content-length")]
    pub content_length: Option<i64>,
    #[shape(name = "ContentMD5", header = "content-md5")]
    pub content_md5: Option<String>,
    #[shape(header = "content-type")]
    pub content_type: Option<String>,
    #[shape(header = "x-amz-sdk-checksum-algorithm")]
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
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
    #[shape(header = "expires")]
    pub expires: Option<String>,
    #[shape(header = "if-match")]
    pub if_match: Option<String>,
    #[shape(header = "if-none-match")]
    pub if_none_match: Option<String>,
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
    #[shape(header = "x-amz-write-offset-bytes")]
    pub write_offset_bytes: Option<i64>,
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
}

/// Output of `PutObject`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutObjectOutput {
    #[shape(header = "x-amz-expiration")]
    pub expiration: Option<String>,
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
    #[shape(header = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<ServerSideEncryption>,
    #[shape(header = "x-amz-version-id")]
    pub version_id: Option<String>,
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
    #[shape(header = "x-amz-object-size")]
    pub size: Option<i64>,
    #[shape(header = "x-amz-request-charged")]
    pub request_charged: Option<RequestCharged>,
}
