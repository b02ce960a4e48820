//! The Glue operations: names, shapes and constraints, as AWS's model of 2017-03-31 states them.
//!
//! What is not in [`operations`] is not built; the door answers so. Members that only open table formats, federated
//! catalogues and views of several dialects use are documents: whoever sets one is told that it is not supported.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

mod operations;
mod resource;
mod types;

pub use operations::*;
pub use types::*;
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "glue",
    title: "Glue",
    version: "2017-03-31",
    protocol: Protocol::AwsJson11,
    target_prefix: "AWSGlue",
    ..Service::PLAIN
};
