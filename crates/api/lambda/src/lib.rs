//! The Lambda operations: names, shapes and constraints, as AWS's model of 2015-03-31 states them.
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
    name: "lambda",
    title: "Lambda",
    version: "2015-03-31",
    protocol: Protocol::RestJson,
    ..Service::PLAIN
};
