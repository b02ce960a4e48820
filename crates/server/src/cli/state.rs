//! `pumphouse state` and `pumphouse reset`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Target;

#[derive(Args, Debug)]
pub struct State {
    #[command(subcommand)]
    pub action: StateAction,
    /// For programs: JSON instead of lines.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Debug, Subcommand)]
pub enum StateAction {
    /// Save all state of a running server, as it is at one moment.
    Save {
        /// A name to keep it under in the data directory, or a path for the file: with a `/`, or ending in .zip.
        #[arg(value_name = "NAME|FILE")]
        to: String,
    },
    /// Load a saved state in place of what the server has, and restart it.
    Load {
        /// The name or the file.
        #[arg(value_name = "NAME|FILE")]
        from: String,
        /// Load the file into this data directory instead, which no server has open.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// Do not ask.
        #[arg(long, short)]
        yes: bool,
    },
    /// Show the states that are kept in the data directory.
    List,
}

#[derive(Args, Debug)]
pub struct Reset {
    /// Do not ask.
    #[arg(long, short)]
    pub yes: bool,
    #[command(flatten)]
    pub target: Target,
}
