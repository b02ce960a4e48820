//! Types of SQS. It calls a queue that is not there by a code of its own.

pub(super) mod queue;
pub(super) mod queue_policy;

use super::calls::Done;
use crate::engine::resource::{FailureCode, ResourceFailure};

/// Whether the queue is not there.
fn is_missing(failure: &ResourceFailure) -> bool {
    failure.code == FailureCode::NotFound || failure.message.contains("does not exist")
}

/// What a call about a queue came to; nothing where the queue is not there.
fn there<T>(result: Done<T>) -> Done<Option<T>> {
    match result {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if is_missing(&failure) => Ok(None),
        Err(failure) => Err(failure),
    }
}
