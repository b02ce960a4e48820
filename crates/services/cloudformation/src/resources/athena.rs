//! Types of Athena. It tells what is not there, and what is there already, by words alone: every refusal has the
//! same code.

pub(super) mod named_query;
pub(super) mod prepared_statement;
pub(super) mod work_group;
mod work_group_updates;

use super::calls::Done;
use crate::engine::resource::{FailureCode, ResourceFailure};

/// Whether the thing is not there.
fn is_missing(failure: &ResourceFailure) -> bool {
    failure.code == FailureCode::NotFound || failure.message.contains("not found")
}

/// Whether a thing of the name is there already.
fn is_there(failure: &ResourceFailure) -> bool {
    failure.message.contains("already")
}

/// What a deletion came to; what was not there is gone.
fn gone<T>(result: Done<T>) -> Done<()> {
    match result {
        Err(failure) if !is_missing(&failure) => Err(failure),
        _ => Ok(()),
    }
}
