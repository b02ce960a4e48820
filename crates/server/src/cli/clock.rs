//! `pumphouse clock`.

use clap::{Args, Subcommand};

use super::Target;
use super::duration::milliseconds;

#[derive(Args, Debug)]
pub struct Clock {
    #[command(subcommand)]
    pub action: Option<ClockAction>,
    /// For programs: JSON instead of a line.
    #[arg(long, global = true)]
    pub json: bool,
    #[command(flatten)]
    pub target: Target,
}

#[derive(Debug, Subcommand)]
pub enum ClockAction {
    /// Move it forwards: what comes due by then comes due now.
    Advance {
        /// By how much, such as 26h, 7d or 1h30m.
        #[arg(value_name = "TIME", value_parser = milliseconds)]
        by: u64,
    },
    /// Move it forwards to a time.
    Set {
        /// The time, such as 2026-12-01T00:00:00Z.
        #[arg(value_name = "TIME")]
        to: String,
    },
    /// Stop it where it is.
    Freeze,
    /// Let it go on from where it is.
    Resume,
}
