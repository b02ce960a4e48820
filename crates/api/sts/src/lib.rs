//! The STS operations: names, shapes and constraints, as AWS's model of 2011-06-15 states them.
//!
//! What is not in [`operations`] is not built; the door answers so.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

mod operations;
mod types;

pub use operations::*;
pub use types::*;
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "sts",
    title: "STS",
    version: "2011-06-15",
    protocol: Protocol::Query,
    xml_namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    validation_code: "ValidationError",
    denied_code: "AccessDenied",
    ..Service::PLAIN
};
