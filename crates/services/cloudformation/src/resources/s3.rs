//! Types of S3.

pub(super) mod bucket;
pub(super) mod bucket_policy;
mod notification;
