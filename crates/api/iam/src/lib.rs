//! The IAM operations: names, shapes and constraints, as AWS's model of 2010-05-08 states them.
//!
//! What is not in [`operations`] is not built; the door answers so.
//!
//! Two departures from the model: a `Marker` may have 1024 characters, not 320, because ours hold an ARN or
//! the key of a tag; and the pattern of tags (letters, digits, spaces of any script) is the service's to check.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

mod operations;
mod resource;
mod types;

pub use operations::*;
pub use types::*;
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "iam",
    title: "IAM",
    version: "2010-05-08",
    protocol: Protocol::Query,
    xml_namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    validation_code: "ValidationError",
    denied_code: "AccessDenied",
    ..Service::PLAIN
};
