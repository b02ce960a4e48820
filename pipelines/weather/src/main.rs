//! The program that Lambda starts.

use std::process::ExitCode;

fn main() -> ExitCode {
    pipeline_weather::functions::run()
}
