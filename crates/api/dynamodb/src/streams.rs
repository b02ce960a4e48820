//! DynamoDB Streams: a service of its own in names and targets, of one model version with DynamoDB, that signs and
//! asks for permission as `dynamodb`.
//!
//! Shapes that both have are DynamoDB's: attribute values, key schemas, view types.

mod describe_stream;
mod get_records;
mod get_shard_iterator;
mod list_streams;
mod shapes;

pub use describe_stream::*;
pub use get_records::*;
pub use get_shard_iterator::*;
pub use list_streams::*;
pub use shapes::*;
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "streams.dynamodb",
    signs_as: "dynamodb",
    title: "DynamoDB Streams",
    version: "2012-08-10",
    protocol: Protocol::AwsJson10,
    target_prefix: "DynamoDBStreams_20120810",
    long_request_ids: true,
    crc32: true,
    error_namespace: super::namespace,
    ..Service::PLAIN
};
