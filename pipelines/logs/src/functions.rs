//! The functions, ordinary programs for Lambda's custom runtimes: one per stock transform.

use std::process::ExitCode;

use client::transformation::{self, Transformed};

use crate::transforms;

/// What is done to a record.
pub type Transform = fn(&[u8]) -> Transformed;

/// The handlers' names in the template.
pub const HANDLERS: [(&str, Transform); 4] = [
    ("logs.apache_to_json", transforms::apache_to_json),
    ("logs.apache_to_csv", transforms::apache_to_csv),
    ("logs.syslog_to_json", transforms::syslog_to_json),
    ("logs.syslog_to_csv", transforms::syslog_to_csv),
];

/// Serves invocations of the function that `_HANDLER` names until Lambda ends the program.
pub fn run() -> ExitCode {
    let handler = std::env::var("_HANDLER").unwrap_or_default();
    match HANDLERS.iter().find(|(name, _)| *name == handler) {
        Some((_, transform)) => transformation::run(transform),
        None => {
            let names = HANDLERS.map(|(name, _)| name).join(", ");
            eprintln!("there is no handler `{handler}`; set the function's to one of {names}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_has_them_all() {
        for (name, _) in HANDLERS {
            assert!(crate::TEMPLATE.contains(&format!("Handler: {name}\n")), "{name}");
        }
    }
}
