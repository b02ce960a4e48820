//! DynamoDB Streams: a service of its own in names and targets, of one model version with DynamoDB, that signs and
//! asks for permission as `dynamodb`.
//!
//! Shapes that both have are DynamoDB's: attribute values, key schemas, view types.

mod shapes;

pub use shapes::*;
use wire::{Protocol, Service};

pub use crate::operations::describe_stream::*;
pub use crate::operations::get_records::*;
pub use crate::operations::get_shard_iterator::*;
pub use crate::operations::list_streams::*;

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
