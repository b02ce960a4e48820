//! What can go wrong with buckets and objects, as facts.

use kernel::Kind;
use storage::StorageError;

use super::checksum::Algorithm;
use super::object::Object;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// Not a name that a bucket may have.
    #[error("`{name}` is no name for a bucket")]
    BadBucketName {
        /// The name.
        name: String,
    },
    /// No bucket of that name.
    #[error("no bucket `{name}`")]
    NoBucket {
        /// Its name.
        name: String,
    },
    /// A bucket of that name is there.
    #[error("bucket `{name}` exists already")]
    BucketExists {
        /// Its name.
        name: String,
        /// Whether it belongs to the account that asks.
        is_own: bool,
    },
    /// The bucket still has versions of objects.
    #[error("bucket `{name}` is not empty")]
    BucketNotEmpty {
        /// Its name.
        name: String,
        /// Whether it keeps versions.
        has_versions: bool,
    },
    /// The account has as many buckets as it may have.
    #[error("the account has as many buckets as it may have")]
    TooManyBuckets,
    /// The key is too long, or none.
    #[error("a key has 1 to 1024 bytes, not {bytes}")]
    BadKey {
        /// Its length, bytes.
        bytes: usize,
    },
    /// No object under that key.
    #[error("no object `{key}`")]
    NoKey {
        /// The key.
        key: String,
    },
    /// No such version of that key.
    #[error("object `{key}` has no version `{version}`")]
    NoVersion {
        /// The key.
        key: String,
        /// The version asked for.
        version: String,
    },
    /// Not a version id that was ever given out.
    #[error("`{version}` is no version id")]
    BadVersion {
        /// The text.
        version: String,
    },
    /// What was asked for is a delete marker.
    #[error("`{key}` is a delete marker")]
    DeleteMarker {
        /// The key.
        key: String,
        /// The marker.
        marker: Box<Object>,
        /// Whether its version was named.
        is_named: bool,
    },
    /// A condition of a write does not hold.
    #[error("the condition `{condition}` does not hold")]
    Precondition {
        /// Which.
        condition: &'static str,
    },
    /// The bytes are not those that the caller meant to send.
    #[error("the MD5 of the bytes is not the one that was announced")]
    BadDigest,
    /// The bytes are not those that the caller meant to send.
    #[error("the {} checksum is not the one that was announced", algorithm.as_str())]
    BadChecksum {
        /// Which checksum.
        algorithm: Algorithm,
    },
    /// No upload of that id is under way.
    #[error("no upload `{upload}`")]
    NoUpload {
        /// Its id.
        upload: String,
    },
    /// A part has a number that parts cannot have.
    #[error("parts have numbers from 1 to 10000")]
    BadPartNumber,
    /// A part was named that was not uploaded, or has another ETag.
    #[error("part {number} of upload `{upload}` is not there, or has another entity tag")]
    BadPart {
        /// The upload.
        upload: String,
        /// The part's number.
        number: i32,
    },
    /// Parts were not named in ascending order.
    #[error("the parts are not in ascending order")]
    BadPartOrder,
    /// A part but the last is too small.
    #[error("part {number} has {bytes} bytes, fewer than 5 MiB")]
    PartTooSmall {
        /// The part's number.
        number: i32,
        /// Its size, bytes.
        bytes: u64,
        /// Its entity tag.
        etag: String,
    },
    /// No parts were named.
    #[error("no parts are named")]
    NoParts,
    /// The size of the whole is not the one that was announced.
    #[error("the object has {found} bytes, not {expected}")]
    BadSize {
        /// The size announced, bytes.
        expected: u64,
        /// The size of the parts together, bytes.
        found: u64,
    },
    /// The algorithm has no checksums of that kind.
    #[error("{} has no such kind of checksum", algorithm.as_str())]
    BadChecksumKind {
        /// Which algorithm.
        algorithm: Algorithm,
    },
    /// The bytes to copy are gone since they were found.
    #[error("the source was replaced meanwhile")]
    SourceGone,
    /// What is stored cannot be read.
    #[error("the stored {0}")]
    Corrupt(String),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoBucket { .. }
            | Self::NoKey { .. }
            | Self::NoVersion { .. }
            | Self::DeleteMarker { .. }
            | Self::NoUpload { .. } => Kind::NotFound,
            Self::BucketExists { .. }
            | Self::BucketNotEmpty { .. }
            | Self::TooManyBuckets
            | Self::Precondition { .. }
            | Self::SourceGone => Kind::Conflict,
            Self::BadBucketName { .. }
            | Self::BadKey { .. }
            | Self::BadVersion { .. }
            | Self::BadDigest
            | Self::BadChecksum { .. }
            | Self::BadChecksumKind { .. }
            | Self::BadPartNumber
            | Self::BadPart { .. }
            | Self::BadPartOrder
            | Self::PartTooSmall { .. }
            | Self::NoParts
            | Self::BadSize { .. } => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }

    /// A stored record of `kind` that cannot be read, because of `reason`.
    pub(crate) fn corrupt(kind: &str, reason: impl std::fmt::Display) -> Self {
        Self::Corrupt(format!("{kind} is damaged: {reason}; restore the volume from a copy"))
    }
}
