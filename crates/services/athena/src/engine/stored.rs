//! What is stored, each as JSON with a version. `docs/formats/athena.md` states them.

mod execution;
mod named_query;
mod statement;
mod work_group;

pub use execution::{ResultForm, StoredExecution, StoredResult};
pub use named_query::StoredNamedQuery;
pub use statement::StoredStatement;
pub use work_group::StoredWorkGroup;

use wire::{Shape, from_json};

use super::{EngineError, Result};

/// The version of all forms here.
const VERSION: i32 = 1;

/// What the bytes say, if they are of this version.
fn decode<S: Shape>(bytes: &[u8], version: impl Fn(&S) -> i32) -> Result<S> {
    let stored: S = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
    match version(&stored) {
        VERSION => Ok(stored),
        other => Err(EngineError::Corrupt(format!("version {other}, where {VERSION} is known"))),
    }
}
