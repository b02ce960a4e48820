//! This program as a function's: the pipelines' functions are all in it, so that `pumphouse demo` needs no other. It is
//! started as one by [`FUNCTION`], or under the name that custom runtimes give their programs. The function's handler says
//! which pipeline's, and which of them, it is.

use std::process::ExitCode;

/// The first argument that makes this program a function's.
pub const FUNCTION: &str = "function";

/// Serves invocations until Lambda ends the program.
pub fn run() -> ExitCode {
    let handler = std::env::var("_HANDLER").unwrap_or_default();
    match handler.split_once('.').map(|(pipeline, _)| pipeline) {
        Some("motors") => pipeline_motors::functions::run(),
        Some("bank") => pipeline_bank::functions::run(),
        Some("logs") => pipeline_logs::functions::run(),
        Some("weather") => pipeline_weather::functions::run(),
        // The sensors' function is the only one of its pipeline, and has no name.
        _ => pipeline_sensors::function::run(),
    }
}
