//! The chores of the house: `cargo xtask check|docs|scaffold|fuzz`.
//!
//! Everything works on the text of the checkout's files and on `cargo metadata`; nothing needs the network.

#![allow(clippy::print_stdout, reason = "a command line tool")]

mod case;
mod check;
mod docs;
mod fuzz;
mod root;
mod scaffold;
mod source;
mod tree;

use std::process::ExitCode;

use anyhow::{Context, Result};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  check                         hold the checkout to the laws of the house
  docs                          write docs/guide/coverage.md
  scaffold SERVICE Operation    stamp the files of a new operation: scaffold kinesis PutRecord
  fuzz [SECONDS]                run every fuzz target, each for SECONDS (60 unless given)";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = root::of_checkout();
    match arguments.as_slice() {
        ["check"] => check::run(&root),
        ["docs"] => docs::write(&root),
        ["scaffold", service, operation] => scaffold::run(&root, service, operation),
        ["fuzz"] => fuzz::run(&root, 60),
        ["fuzz", seconds] => {
            fuzz::run(&root, seconds.parse().with_context(|| format!("`{seconds}` is no number of seconds"))?)
        }
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
