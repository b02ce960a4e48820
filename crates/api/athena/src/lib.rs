//! The Athena operations: names, shapes and constraints, as AWS's model of 2017-05-18 states them.
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
    name: "athena",
    title: "Athena",
    version: "2017-05-18",
    protocol: Protocol::AwsJson11,
    target_prefix: "AmazonAthena",
    validation_code: "InvalidRequestException",
    ..Service::PLAIN
};
