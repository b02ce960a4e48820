//! One file per operation; beside them what several share.

mod create_database;
mod get_database;

use dispatch::Call;
use wire::Fault;

use crate::errors::invalid;

/// Refuses a catalogue that is not the caller's own.
fn own_catalog(call: &Call, catalog: Option<&str>) -> Result<(), Fault> {
    match catalog {
        Some(id) if id != call.place.account.as_str() => Err(invalid(format!(
            "CatalogId {id} is not supported here: an account has its own catalog only."
        ))),
        _ => Ok(()),
    }
}
