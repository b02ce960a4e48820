//! The one function, an ordinary program for Lambda's custom runtimes: `KinesisLambdaConsumer`.

pub mod to_tables;

use std::process::ExitCode;
use std::sync::Arc;

use client::function;
use to_tables::Tables;

/// Serves invocations of the function that `_HANDLER` names until Lambda ends the program.
pub fn run() -> ExitCode {
    let handler = std::env::var("_HANDLER").unwrap_or_default();
    if handler != to_tables::HANDLER {
        eprintln!("there is no handler `{handler}`; set the function's to {}", to_tables::HANDLER);
        return ExitCode::FAILURE;
    }
    let tables = Arc::new(Tables::from_environment());
    function::run(|aws, event| to_tables::work(aws, Arc::clone(&tables), event))
}
