//! Objects of S3, read and written as the one who asks, through `dispatch`: where S3 lives is not known here.
//!
//! This is what DataFusion calls an object store: one for all buckets, whose paths begin with the bucket. Everything read is counted.
//! Lacks: conditional puts, copies, tags, versions.

mod faults;
mod store;
mod upload;

pub use store::{Objects, address, address_of, path, split};
