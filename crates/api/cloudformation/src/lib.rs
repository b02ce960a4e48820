//! The CloudFormation operations: names, shapes and constraints, as AWS's model of 2010-05-15 states them.
//!
//! What is not in [`operations`] is not built; the door answers so.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

mod operations;
mod resource;
mod types;

pub use operations::*;
pub use types::*;
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "cloudformation",
    title: "CloudFormation",
    version: "2010-05-15",
    protocol: Protocol::Query,
    xml_namespace: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
    validation_code: "ValidationError",
    denied_code: "AccessDenied",
    ..Service::PLAIN
};
