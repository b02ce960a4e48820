//! `pumphouse`: one binary that runs a whole AWS streaming data pipeline on one machine.
//!
//! Here are the front door, the registry of services and the command line; everything AWS does lives in
//! the services. The same binary is also what functions are started through (`function-init`).

mod cli;
mod client;
mod commands;
mod door;
mod house;
mod tls;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pumphouse: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Completions { shell } => commands::completions::run(shell),
        Command::Env(options) => commands::env::run(&options),
        Command::Doctor(options) => commands::doctor::run(&options),
        Command::Up(options) => runtime()?.block_on(commands::up::run(options)),
        Command::Status(options) => runtime()?.block_on(commands::status::run(options)),
        Command::Tail(options) => runtime()?.block_on(commands::tail::run(options)),
    }
}

/// The runtime that everything runs on. Its workers live as long as the process, which functions rely on:
/// a function is ended with the thread that started it.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
