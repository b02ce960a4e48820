//! Shapes of what lists answer.

use kernel::Timestamp;
use wire::Shape;

use crate::{ChecksumAlgorithm, ChecksumType, Owner};

/// AWS's `EncodingType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EncodingType {
    #[shape(name = "url")]
    Url,
}

/// AWS's `OptionalObjectAttributes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum OptionalObjectAttributes {
    RestoreStatus,
}

/// AWS's `Object`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Object {
    #[shape(length(1..=u64::MAX))]
    pub key: Option<String>,
    pub last_modified: Option<Timestamp>,
    pub e_tag: Option<String>,
    #[shape(flat)]
    pub checksum_algorithm: Option<Vec<ChecksumAlgorithm>>,
    pub checksum_type: Option<ChecksumType>,
    pub size: Option<i64>,
    pub storage_class: Option<ObjectStorageClass>,
    pub owner: Option<Owner>,
    pub restore_status: Option<RestoreStatus>,
}

/// AWS's `ObjectStorageClass`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ObjectStorageClass {
    Standard,
    ReducedRedundancy,
    Glacier,
    StandardIa,
    OnezoneIa,
    IntelligentTiering,
    DeepArchive,
    Outposts,
    GlacierIr,
    Snow,
    ExpressOnezone,
    FsxOpenzfs,
    FsxOntap,
}

/// AWS's `RestoreStatus`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RestoreStatus {
    pub is_restore_in_progress: Option<bool>,
    pub restore_expiry_date: Option<Timestamp>,
}

/// AWS's `CommonPrefix`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CommonPrefix {
    pub prefix: Option<String>,
}

/// AWS's `ObjectVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ObjectVersion {
    pub e_tag: Option<String>,
    #[shape(flat)]
    pub checksum_algorithm: Option<Vec<ChecksumAlgorithm>>,
    pub checksum_type: Option<ChecksumType>,
    pub size: Option<i64>,
    pub storage_class: Option<ObjectVersionStorageClass>,
    #[shape(length(1..=u64::MAX))]
    pub key: Option<String>,
    pub version_id: Option<String>,
    pub is_latest: Option<bool>,
    pub last_modified: Option<Timestamp>,
    pub owner: Option<Owner>,
    pub restore_status: Option<RestoreStatus>,
}

/// AWS's `ObjectVersionStorageClass`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ObjectVersionStorageClass {
    Standard,
}

/// AWS's `DeleteMarkerEntry`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteMarkerEntry {
    pub owner: Option<Owner>,
    #[shape(length(1..=u64::MAX))]
    pub key: Option<String>,
    pub version_id: Option<String>,
    pub is_latest: Option<bool>,
    pub last_modified: Option<Timestamp>,
}
