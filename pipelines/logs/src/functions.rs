//! The functions: one per stock transform.

use std::process::ExitCode;

/// Serves invocations of the function that `_HANDLER` names until Lambda ends the program.
pub fn run() -> ExitCode {
    let handler = std::env::var("_HANDLER").unwrap_or_default();
    eprintln!("there is no handler `{handler}`");
    ExitCode::FAILURE
}
