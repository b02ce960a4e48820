//! The CloudWatchLogs operations: names, shapes and constraints, as AWS's model of 2014-03-28 states them.
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
    name: "logs",
    title: "CloudWatchLogs",
    version: "2014-03-28",
    protocol: Protocol::AwsJson11,
    target_prefix: "Logs_20140328",
    validation_code: "InvalidParameterException",
    ..Service::PLAIN
};
