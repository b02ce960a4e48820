//! `pumphouse completions SHELL`

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;

/// Prints the script.
pub fn run(shell: Shell) -> anyhow::Result<()> {
    clap_complete::generate(shell, &mut Cli::command(), "pumphouse", &mut std::io::stdout());
    Ok(())
}
