//! Every number of the service, with its source.
//!
//! "API" is the operation's page in the API reference; "Guide" is the S3 user guide; "ours" is our choice.

/// Characters of a bucket's name, at least (Guide: "Bucket naming rules").
pub const BUCKET_NAME_MIN: usize = 3;
/// Characters of a bucket's name, at most (Guide: "Bucket naming rules").
pub const BUCKET_NAME_MAX: usize = 63;
/// Buckets of an account (Guide: "Bucket quotas", since 2024-11).
pub const BUCKETS_MAX: usize = 10_000;
/// Bytes of a key in UTF-8 (Guide: "Naming Amazon S3 objects").
pub const KEY_BYTES_MAX: usize = 1024;
/// Bytes of an object that is put in one request (API: PutObject).
pub const PUT_BYTES_MAX: u64 = 5 << 30;
/// Bytes of an object that CopyObject or UploadPartCopy takes at once (API: CopyObject).
pub const COPY_BYTES_MAX: u64 = 5 << 30;
/// Bytes of a part, but of the last (Guide: "Multipart upload limits").
pub const PART_BYTES_MIN: u64 = 5 << 20;
/// The highest number of a part (Guide: "Multipart upload limits").
pub const PARTS_MAX: u16 = 10_000;
/// Bytes of user-defined metadata, keys and values (Guide: "Working with object metadata").
pub const METADATA_BYTES_MAX: usize = 2 << 10;
/// Tags of an object (Guide: "Categorizing your storage using tags").
pub const OBJECT_TAGS_MAX: usize = 10;
/// Tags of a bucket (Guide: "Using cost allocation S3 bucket tags").
pub const BUCKET_TAGS_MAX: usize = 50;
/// Characters of a tag's key (Guide: "Categorizing your storage using tags").
pub const TAG_KEY_MAX: usize = 128;
/// Characters of a tag's value (same page).
pub const TAG_VALUE_MAX: usize = 256;
/// Bytes of a bucket policy (Guide: "Bucket policies").
pub const POLICY_BYTES_MAX: usize = 20 << 10;
/// Keys that one listing answers at most, and by default (API: ListObjectsV2).
pub const LIST_MAX: usize = 1000;
/// Keys of one DeleteObjects call (API: DeleteObjects).
pub const DELETE_MAX: usize = 1000;

/// Objects and parts up to so many bytes are kept in the index, where one sync serves many of them; larger
/// ones have a file each (ours: four pages of a file system are a fair price for a file).
pub const INLINE_BYTES_MAX: usize = 32 << 10;
/// Bytes that are read from or written to a file at once (ours).
pub const CHUNK_BYTES: usize = 256 << 10;
/// Files of one directory (ours; file systems hold more, but slow down).
pub const SHELF_FILES: u64 = 1024;
/// Contents whose files are removed in one go (ours).
pub const SWEEP_MAX: usize = 256;
/// Changes that one reader of the outbox takes at once (ours).
pub const EVENTS_MAX: usize = 256;
