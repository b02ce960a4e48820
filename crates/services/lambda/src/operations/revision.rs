//! Changes of a function: made on the revision that the caller means, answered as AWS answers them.

use lambda_api::{FunctionConfiguration, LastUpdateStatus};
use wire::Fault;

use crate::errors::fault;
use crate::functions::{StoredFunction, describe};

/// That the caller means the function as it is now.
pub fn check(stored: &StoredFunction, revision: Option<&str>) -> Result<(), Fault> {
    check_is(&stored.revision, revision)
}

/// That the caller means what has the revision `current`.
pub fn check_is(current: &str, revision: Option<&str>) -> Result<(), Fault> {
    if revision.is_none_or(|revision| revision == current) {
        return Ok(());
    }
    let text = "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to \
                retrieve the latest RevisionId for your resource.";
    Err(fault("PreconditionFailedException", 412, text))
}

/// How AWS answers a change: it is being made. It is made already, as the next look shows.
pub fn in_progress(stored: &StoredFunction) -> FunctionConfiguration {
    FunctionConfiguration {
        last_update_status: Some(LastUpdateStatus::InProgress),
        last_update_status_reason: Some("The function is being created.".to_owned()),
        ..describe(stored)
    }
}
