//! `UploadPart`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape, Stream};

use crate::{ChecksumAlgorithm, RequestCharged, RequestPayer, SERVICE, ServerSideEncryption, resource};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UploadPart;

impl Operation for UploadPart {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UploadPart";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}/{Key+}?partNumber&uploadId", status: 200 };
    const STREAMS: bool = true;
    type Input = UploadPartInput;
    type Output = UploadPartOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        vec![resource::object(&input.bucket, &input.key)]
    }

    fn action() -> String {
        "s3:PutObject".to_owned()
    }
}

/// Input of `UploadPart`.
#[derive(Debug, Default, Shape)]
pub struct UploadPartInput {
    /// The headers that follow the body. Not in AWS's model.
    #[shape(header = "x-amz-trailer")]
    pub trailer: Option<String>,
    #[shape(payload)]
    pub body: Option<Stream>,
    #[shape(label)]
    pub bucket: String,
    #[shape(header = "content-length")]
    pub content_length: Option<i64>,
    #[shape(name = "ContentMD5", header = "content-md5")]
    pub content_md5: Option<String>,
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
    #[shape(header = "x-amz-request-payer")]
    pub request_payer: Option<RequestPayer>,
    #[shape(header = "x-amz-expected-bucket-owner")]
    pub expected_bucket_owner: Option<String>,
}

/// Output of `UploadPart`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UploadPartOutput {
    #[shape(header = "x-amz-server-side-encryption")]
    pub server_side_encryption: Option<ServerSideEncryption>,
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
