//! What the operations on Kinesis streaming destinations share: which destination, and how they refuse.

use dynamodb_api::DestinationStatus;
use wire::Fault;

use crate::engine::{StoredDestination, StoredTable};
use crate::errors::invalid;

/// The destination of `stored` that is this stream.
pub fn find<'t>(stored: &'t mut StoredTable, stream_arn: &str) -> Option<&'t mut StoredDestination> {
    stored.destinations.iter_mut().find(|destination| destination.stream_arn == stream_arn)
}

/// Whether changes go there, or are about to or just did.
pub fn is_live(status: DestinationStatus) -> bool {
    !matches!(status, DestinationStatus::Disabled | DestinationStatus::EnableFailed)
}

/// That the table's destinations are not as they must be; `text` says how.
pub fn wrong_state(text: impl std::fmt::Display) -> Fault {
    invalid(format!("Table is not in a valid state to enable Kinesis Streaming Destination: {text}"))
}
