//! Shapes that several operations use, by subject.
//!
//! Destinations and sources that are not built (Redshift, Splunk, Snowflake, Iceberg, OpenSearch Serverless, MSK,
//! databases) have no shapes: whoever sets one is refused by its name, and none is ever described.

mod conversion;
mod encryption;
mod extended_s3;
mod http_endpoint;
mod processing;
mod s3;
mod search;
mod source;
mod stream;

pub use conversion::*;
pub use encryption::*;
pub use extended_s3::*;
pub use http_endpoint::*;
pub use processing::*;
pub use s3::*;
pub use search::*;
pub use source::*;
pub use stream::*;
