//! S3: buckets and objects over blobs and a key-value index.

pub mod engine;
pub mod limits;
