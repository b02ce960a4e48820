//! The DynamoDB operations: names, shapes and constraints, as AWS's model of 2012-08-10 states them.
//!
//! What is not in [`operations`] and [`streams`] is not built; the door answers so. `TableName` may be an ARN everywhere, as
//! on AWS. Lacks DynamoDB's CBOR, transactions, PartiQL, backups, global tables, imports and exports.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

mod operations;
mod resource;
mod shapes;
pub mod streams;
pub mod types;

pub use operations::*;
pub use resource::{TableReference, table_reference};
pub use shapes::*;
pub use types::{AttributeType, AttributeValue, Item, Number, NumberError};
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "dynamodb",
    title: "DynamoDB",
    version: "2012-08-10",
    protocol: Protocol::AwsJson10,
    target_prefix: "DynamoDB_20120810",
    long_request_ids: true,
    crc32: true,
    error_namespace: namespace,
    ..Service::PLAIN
};

/// The part of AWS that makes an error: its framework, the validation before the service, the service.
fn namespace(code: &str) -> &'static str {
    match code {
        "ValidationException" => "com.amazon.coral.validate",
        "SerializationException"
        | "UnknownOperationException"
        | "AccessDeniedException"
        | "MissingAuthenticationTokenException"
        | "IncompleteSignatureException"
        | "InvalidSignatureException"
        | "UnrecognizedClientException"
        | "ExpiredTokenException" => "com.amazon.coral.service",
        _ => "com.amazonaws.dynamodb.v20120810",
    }
}
