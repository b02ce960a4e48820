//! The stored form of a stack: JSON records with a version, as `docs/formats/cloudformation.md` says.
//!
//! Five kinds: the head, one record per resource, one per event, one per change set, and the template, which
//! is kept as given. Invariant: what one release writes, every later one reads; a record of an unknown
//! version, or with a field missing or of the wrong type, is refused, never guessed.

mod change_set;
mod definition;
mod event;
mod head;
mod record;
mod resource;

use serde_json::Value;

pub use change_set::{decode_change_set, encode_change_set};
pub use event::{decode_event, encode_event};
pub use head::{decode_head, encode_head};
pub use resource::{decode_resource, encode_resource};

/// The version that every record carries. Version 1, which had no updates and no change sets, is read too.
pub const FORMAT_VERSION: u64 = 2;

/// Why stored bytes are not a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Not JSON.
    #[error("a stored stack record is not JSON; restore it from a copy")]
    NotJson,
    /// Written by a later release.
    #[error("a stored stack record has version {0}, which this release cannot read; use a later release")]
    Version(u64),
    /// Something is missing or has the wrong type.
    #[error("a stored stack record has no sound `{0}`; restore it from a copy")]
    Field(&'static str),
}

fn bytes(record: &Value) -> Vec<u8> {
    record.to_string().into_bytes()
}
