//! The S3 operations: names, shapes and constraints, as AWS's model of 2006-03-01 states them.
//!
//! What is not in [`operations`] is not built; the door answers so. Members for what is not kept (access
//! control lists, encryption keys, object lock, request payment) are there so that handlers can say so.

#![expect(missing_docs, reason = "members are AWS's; their constraints stand beside them")]

mod operations;
mod resource;
mod types;

pub use operations::*;
pub use types::*;
use wire::{Protocol, Service};

/// The service's card.
pub static SERVICE: Service = Service {
    name: "s3",
    title: "S3",
    version: "2006-03-01",
    protocol: Protocol::RestXml,
    xml_namespace: "http://s3.amazonaws.com/doc/2006-03-01/",
    validation_code: "InvalidArgument",
    denied_code: "AccessDenied",
    subresources: &[
        "accelerate",
        "acl",
        "analytics",
        "attributes",
        "cors",
        "delete",
        "encryption",
        "intelligent-tiering",
        "inventory",
        "legal-hold",
        "lifecycle",
        "location",
        "logging",
        "metrics",
        "notification",
        "object-lock",
        "ownershipControls",
        "policy",
        "policyStatus",
        "publicAccessBlock",
        "renameObject",
        "replication",
        "requestPayment",
        "restore",
        "retention",
        "select",
        "session",
        "tagging",
        "torrent",
        "uploadId",
        "uploads",
        "versioning",
        "versions",
        "website",
    ],
    ..Service::PLAIN
};
