//! `StreamSpecification` of CreateTable and UpdateTable.

use std::sync::Arc;

use dynamodb_api::{StreamSpecification, StreamViewType};
use kernel::Timestamp;
use wire::Fault;

use crate::engine::changes::FeedId;
use crate::engine::{Engine, Errand, StoredTable, StoredTableStream};
use crate::errors::{invalid, invalid_parameters};

/// The view of the stream that a new table is to have.
pub fn check_new(specification: Option<&StreamSpecification>) -> Result<Option<StreamViewType>, Fault> {
    match specification {
        Some(StreamSpecification { stream_enabled: true, stream_view_type: None }) => Err(
            invalid_parameters("Table is being created with a stream enabled, UpdateViewType is required"),
        ),
        Some(StreamSpecification { stream_enabled: false, stream_view_type: Some(_) }) => {
            Err(invalid_parameters(
                "Table is being created with a stream disabled, UpdateViewType should not be specified",
            ))
        }
        Some(specification) => Ok(specification.stream_view_type),
        None => Ok(None),
    }
}

/// Refuses a change that says too much or too little.
pub fn check_change(specification: &StreamSpecification) -> Result<(), Fault> {
    match (specification.stream_enabled, specification.stream_view_type) {
        (true, None) => Err(invalid_parameters("If stream is being enabled then UpdateViewType is required")),
        (false, Some(_)) => {
            Err(invalid_parameters("If stream is being disabled, then UpdateViewType must not be specified"))
        }
        _ => Ok(()),
    }
}

/// Gives the table a stream with the feed and view given, or ends the one that it has.
pub fn change(
    engine: &Arc<Engine>,
    stored: &mut StoredTable,
    wanted: Option<(FeedId, StreamViewType)>,
    now: Timestamp,
) -> Result<Vec<Errand>, Fault> {
    let name = stored.name.clone();
    let enabled = stored.stream.as_mut().filter(|stream| stream.enabled);
    match (enabled, wanted) {
        (Some(_), Some(_)) => Err(invalid(format!("Table already has an enabled stream: TableName: {name}"))),
        (None, None) => Err(invalid(format!("Table has no stream to disable: TableName: {name}"))),
        (Some(stream), None) => {
            stream.enabled = false;
            Ok(vec![Errand::CloseStream(stream.clone(), now)])
        }
        (None, Some((feed, view))) => {
            let stream = engine.new_stream(stored, feed, view)?;
            stored.stream = Some(StoredTableStream::of(&stream));
            Ok(vec![Errand::OpenStream(stream)])
        }
    }
}
