//! The one function, an ordinary program for Lambda's custom runtimes. The template deploys it as
//! `mykinesisinput` for the lake and as `processDataFirehose` for the search index.

use std::process::ExitCode;

use client::transformation;

use crate::transform;

/// The handler's name in the template.
pub const LINE_TO_JSON: &str = "bank.line_to_json";

/// Serves invocations of the function that `_HANDLER` names until Lambda ends the program.
pub fn run() -> ExitCode {
    let handler = std::env::var("_HANDLER").unwrap_or_default();
    match handler.as_str() {
        LINE_TO_JSON => transformation::run(transform::line_to_json),
        _ => {
            eprintln!("there is no handler `{handler}`; set the function's to {LINE_TO_JSON}");
            ExitCode::FAILURE
        }
    }
}
