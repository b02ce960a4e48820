//! What the operations on batches share: checks of the whole, and entries that fail alone.

use std::collections::HashSet;

use sqs_api::{BatchResultErrorEntry, query_code};
use wire::Fault;

use crate::limits::BATCH_ENTRIES_MAX;

/// Checks the ids of a batch's entries; `kind` is what AWS calls an entry.
pub(super) fn check(kind: &str, ids: &[&str]) -> Result<(), Fault> {
    if ids.is_empty() {
        let text = format!("There should be at least one {kind} in the request.");
        return Err(Fault::sender("EmptyBatchRequest", text));
    }
    if ids.len() > BATCH_ENTRIES_MAX {
        let text = format!(
            "Maximum number of entries per request are {BATCH_ENTRIES_MAX}. You have sent {}.",
            ids.len()
        );
        return Err(Fault::sender("TooManyEntriesInBatchRequest", text));
    }
    let sound = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_';
    if ids.iter().any(|id| !(1..=80).contains(&id.len()) || !id.bytes().all(sound)) {
        return Err(Fault::sender(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
        ));
    }
    let mut seen = HashSet::new();
    match ids.iter().find(|id| !seen.insert(**id)) {
        Some(id) => Err(Fault::sender("BatchEntryIdsNotDistinct", format!("Id {id} repeated."))),
        None => Ok(()),
    }
}

/// An entry that failed.
pub(super) fn failed(id: String, fault: Fault) -> BatchResultErrorEntry {
    BatchResultErrorEntry {
        id,
        sender_fault: fault.is_sender(),
        code: query_code(&fault.code).to_owned(),
        message: Some(fault.message),
    }
}
