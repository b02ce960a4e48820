//! The Kinesis operations: names, shapes and constraints, as AWS's model of 2013-12-02 states them.
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
    name: "kinesis",
    title: "Kinesis",
    version: "2013-12-02",
    protocol: Protocol::AwsJson11,
    target_prefix: "Kinesis_20131202",
    ..Service::PLAIN
};
