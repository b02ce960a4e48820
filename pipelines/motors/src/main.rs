//! The program that Lambda starts; the function's handler says which of them it is.

use std::process::ExitCode;

fn main() -> ExitCode {
    pipeline_motors::functions::run()
}
