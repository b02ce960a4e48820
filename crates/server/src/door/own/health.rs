//! `GET health`: that the house runs, and which services it has.

use serde_json::json;

use super::reply::{Reply, value};
use crate::door::Door;

/// Answers with the house's version and services.
pub fn answer(door: &Door) -> Reply {
    let services = door.dispatch.carriers().map(|carrier| {
        let operations = carrier.operations().count();
        let home = if operations == 0 { "remote" } else { "embedded" };
        json!({"name": carrier.service().name, "home": home, "operations": operations})
    });
    let services = services.collect::<Vec<_>>();
    Ok(value(&json!({"status": "running", "version": env!("CARGO_PKG_VERSION"), "services": services})))
}
