//! The program that Lambda starts.

use std::process::ExitCode;

fn main() -> ExitCode {
    pipeline_sensors::function::run()
}
