//! Shapes of objects that arrive in parts.

use kernel::Timestamp;
use wire::Shape;

use crate::{ChecksumAlgorithm, ChecksumType, Owner, StorageClass};

/// AWS's `CopyPartResult`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CopyPartResult {
    pub e_tag: Option<String>,
    pub last_modified: Option<Timestamp>,
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
}

/// AWS's `CompletedMultipartUpload`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CompletedMultipartUpload {
    #[shape(name = "Part", flat)]
    pub parts: Option<Vec<CompletedPart>>,
}

/// AWS's `CompletedPart`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CompletedPart {
    pub e_tag: Option<String>,
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
    pub part_number: Option<i32>,
}

/// AWS's `Part`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Part {
    pub part_number: Option<i32>,
    pub last_modified: Option<Timestamp>,
    pub e_tag: Option<String>,
    pub size: Option<i64>,
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
}

/// AWS's `Initiator`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Initiator {
    #[shape(name = "ID")]
    pub id: Option<String>,
    pub display_name: Option<String>,
}

/// AWS's `MultipartUpload`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MultipartUpload {
    pub upload_id: Option<String>,
    #[shape(length(1..=u64::MAX))]
    pub key: Option<String>,
    pub initiated: Option<Timestamp>,
    pub storage_class: Option<StorageClass>,
    pub owner: Option<Owner>,
    pub initiator: Option<Initiator>,
    pub checksum_algorithm: Option<ChecksumAlgorithm>,
    pub checksum_type: Option<ChecksumType>,
}

/// AWS's `GetObjectAttributesParts`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetObjectAttributesParts {
    #[shape(name = "PartsCount")]
    pub total_parts_count: Option<i32>,
    pub part_number_marker: Option<i32>,
    pub next_part_number_marker: Option<i32>,
    pub max_parts: Option<i32>,
    pub is_truncated: Option<bool>,
    #[shape(name = "Part", flat)]
    pub parts: Option<Vec<ObjectPart>>,
}

/// AWS's `ObjectPart`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ObjectPart {
    pub part_number: Option<i32>,
    pub size: Option<i64>,
    #[shape(name = "ChecksumCRC32")]
    pub checksum_crc32: Option<String>,
    #[shape(name = "ChecksumCRC32C")]
    pub checksum_crc32_c: Option<String>,
    #[shape(name = "ChecksumCRC64NVME")]
    pub checksum_crc64_nvme: Option<String>,
    #[shape(name = "ChecksumSHA1")]
    pub checksum_sha1: Option<String>,
    #[shape(name = "ChecksumSHA256")]
    pub checksum_sha256: Option<String>,
    #[shape(name = "ChecksumSHA512")]
    pub checksum_sha512: Option<String>,
    #[shape(name = "ChecksumMD5")]
    pub checksum_md5: Option<String>,
    #[shape(name = "ChecksumXXHASH64")]
    pub checksum_xxhash64: Option<String>,
    #[shape(name = "ChecksumXXHASH3")]
    pub checksum_xxhash3: Option<String>,
    #[shape(name = "ChecksumXXHASH128")]
    pub checksum_xxhash128: Option<String>,
}
