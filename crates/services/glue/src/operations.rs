//! One file per operation; beside them what several share.

mod batch_get_crawlers;
mod create_classifier;
mod create_crawler;
mod create_database;
mod delete_classifier;
mod delete_crawler;
mod get_classifier;
mod get_classifiers;
mod get_crawler;
mod get_crawler_metrics;
mod get_crawlers;
mod get_database;
mod list_crawlers;
mod list_crawls;
mod start_crawler;
mod start_crawler_schedule;
mod stop_crawler;
mod stop_crawler_schedule;
mod update_classifier;
mod update_crawler;
mod update_crawler_schedule;

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
