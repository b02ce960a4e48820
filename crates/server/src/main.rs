//! `pumphouse`: one binary that runs a whole AWS streaming data pipeline on one machine.
//!
//! Here are the front door, the registry of services and the command line; everything AWS does lives in
//! the services. The same binary is also what functions are started through (`function-init`).

mod backstage;
mod cli;
mod client;
mod commands;
mod door;
mod functions;
mod house;
mod panics;
mod query;
mod sql;
mod stack;
mod tls;

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    let own_name = arguments.next().unwrap_or_default();
    let is_bootstrap = Path::new(&own_name).file_name().is_some_and(|name| name == "bootstrap");
    let command = arguments.next();
    if is_bootstrap || command.as_deref().is_some_and(|command| command == functions::FUNCTION) {
        return functions::run();
    }
    if command.is_some_and(|command| command == lambda_service::engine::launcher::FUNCTION_INIT) {
        return start_function(arguments);
    }
    panics::end_the_process();
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pumphouse: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Becomes the function's program; returns only where that fails.
fn start_function(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let Err(error) = lambda_service::engine::function_init(arguments);
    eprintln!("{error}");
    ExitCode::from(126)
}

fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        Command::Completions { shell } => commands::completions::run(shell),
        Command::Env(options) => commands::env::run(&options),
        Command::Doctor(options) => commands::doctor::run(&options),
        Command::Demo(options) => runtime()?.block_on(commands::demo::run(options)),
        Command::Deploy(options) => runtime()?.block_on(commands::deploy::run(options)),
        Command::Destroy(options) => runtime()?.block_on(commands::destroy::run(options)),
        Command::Logs(options) => runtime()?.block_on(commands::logs::run(options)),
        Command::Noaa(options) => runtime()?.block_on(commands::noaa::run(options)),
        Command::Query(options) => runtime()?.block_on(commands::query::run(options)),
        Command::Up(options) => runtime()?.block_on(commands::up::run(options)),
        Command::Status(options) => runtime()?.block_on(commands::status::run(options)),
        Command::Tail(options) => runtime()?.block_on(commands::tail::run(options)),
        Command::Weather(options) => runtime()?.block_on(commands::weather::run(options)),
    }
}

/// The runtime that everything runs on. Its workers live as long as the process, which functions rely on:
/// a function is ended with the thread that started it.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
