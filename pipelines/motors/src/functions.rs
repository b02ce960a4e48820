//! The two functions, ordinary programs for Lambda's custom runtimes: [`batch_to_table`] is
//! `bigdataprojectcsvtodynamodb`, [`changes_to_delivery`] is `streamlambda`.

pub mod batch_to_table;
pub mod changes_to_delivery;
mod waits;

use std::process::ExitCode;
use std::sync::Arc;

use client::function;

/// Serves invocations of the function that `_HANDLER` names until Lambda ends the program.
pub fn run() -> ExitCode {
    let handler = std::env::var("_HANDLER").unwrap_or_default();
    match handler.as_str() {
        batch_to_table::HANDLER => {
            let table = variable("TABLE_NAME", "pmsm_temperature");
            function::run(|aws, event| batch_to_table::work(aws, Arc::clone(&table), event))
        }
        changes_to_delivery::HANDLER => {
            let stream = variable("DELIVERY_STREAM_NAME", "streamtos3");
            function::run(|aws, event| changes_to_delivery::work(aws, Arc::clone(&stream), event))
        }
        _ => {
            eprintln!(
                "there is no handler `{handler}`; set the function's to {} or {}",
                batch_to_table::HANDLER,
                changes_to_delivery::HANDLER
            );
            ExitCode::FAILURE
        }
    }
}

fn variable(name: &str, default: &str) -> Arc<str> {
    std::env::var(name).map_or_else(|_| default.into(), Into::into)
}
