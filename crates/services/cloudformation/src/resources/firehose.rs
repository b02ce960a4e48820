//! Types of Firehose.

pub(super) mod delivery_stream;
mod schema;
