//! Shapes of objects.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `ChecksumAlgorithm`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ChecksumAlgorithm {
    Crc32,
    Crc32c,
    Sha1,
    Sha256,
    Crc64nvme,
    Sha512,
    Md5,
    Xxhash64,
    Xxhash3,
    Xxhash128,
}

/// AWS's `ServerSideEncryption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ServerSideEncryption {
    Aes256,
    #[shape(name = "aws:fsx")]
    AwsFsx,
    #[shape(name = "aws:kms")]
    AwsKms,
    #[shape(name = "aws:kms:dsse")]
    AwsKmsDsse,
}

/// AWS's `StorageClass`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StorageClass {
    Standard,
    ReducedRedundancy,
    StandardIa,
    OnezoneIa,
    IntelligentTiering,
    Glacier,
    DeepArchive,
    Outposts,
    GlacierIr,
    Snow,
    ExpressOnezone,
    FsxOpenzfs,
    FsxOntap,
}

/// AWS's `RequestPayer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum RequestPayer {
    #[shape(name = "requester")]
    Requester,
}

/// AWS's `ObjectLockMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ObjectLockMode {
    Governance,
    Compliance,
}

/// AWS's `ObjectLockLegalHoldStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ObjectLockLegalHoldStatus {
    On,
    Off,
}

/// AWS's `ChecksumType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ChecksumType {
    Composite,
    FullObject,
}

/// AWS's `RequestCharged`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum RequestCharged {
    #[shape(name = "requester")]
    Requester,
}

/// AWS's `ChecksumMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ChecksumMode {
    Enabled,
    /// As the C++ SDK writes it, and AWS takes it.
    #[shape(name = "enabled")]
    Lower,
}

/// AWS's `ReplicationStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ReplicationStatus {
    Complete,
    Pending,
    Failed,
    Replica,
    Completed,
}

/// AWS's `ArchiveStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ArchiveStatus {
    ArchiveAccess,
    DeepArchiveAccess,
}

/// AWS's `Delete`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Delete {
    #[shape(name = "Object", flat)]
    pub objects: Vec<ObjectIdentifier>,
    pub quiet: Option<bool>,
}

/// AWS's `ObjectIdentifier`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ObjectIdentifier {
    #[shape(length(1..=u64::MAX))]
    pub key: String,
    pub version_id: Option<String>,
    pub e_tag: Option<String>,
    pub last_modified_time: Option<Timestamp>,
    pub size: Option<i64>,
}

/// AWS's `DeletedObject`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeletedObject {
    #[shape(length(1..=u64::MAX))]
    pub key: Option<String>,
    pub version_id: Option<String>,
    pub delete_marker: Option<bool>,
    pub delete_marker_version_id: Option<String>,
}

/// AWS's `Error`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Error {
    #[shape(length(1..=u64::MAX))]
    pub key: Option<String>,
    pub version_id: Option<String>,
    pub code: Option<String>,
    pub message: Option<String>,
}

/// AWS's `MetadataDirective`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum MetadataDirective {
    Copy,
    Replace,
}

/// AWS's `TaggingDirective`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum TaggingDirective {
    Copy,
    Replace,
}

/// AWS's `CopyObjectResult`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CopyObjectResult {
    pub e_tag: Option<String>,
    pub last_modified: Option<Timestamp>,
    pub checksum_type: Option<ChecksumType>,
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

/// AWS's `ObjectAttributes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ObjectAttributes {
    ETag,
    Checksum,
    ObjectParts,
    StorageClass,
    ObjectSize,
}

/// AWS's `Checksum`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Checksum {
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
    pub checksum_type: Option<ChecksumType>,
}
