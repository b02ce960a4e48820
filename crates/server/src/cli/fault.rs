//! `pumphouse fault`.

use clap::{Args, Subcommand};

use super::Target;
use super::duration::{milliseconds, percent};

#[derive(Args, Debug)]
pub struct Fault {
    #[command(subcommand)]
    pub action: FaultAction,
}

#[derive(Debug, Subcommand)]
pub enum FaultAction {
    /// Let calls of an operation fail, wait or end the server, until removed or the server ends.
    Add(Box<FaultAdd>),
    /// Show the faults, and how often each struck.
    List(FaultList),
    /// Remove one.
    Remove {
        /// Its number, as `add` and `list` print it.
        id: u64,
        #[command(flatten)]
        target: Target,
    },
    /// Remove all.
    Clear {
        #[command(flatten)]
        target: Target,
    },
}

#[derive(Args, Debug)]
pub struct FaultAdd {
    /// The calls meant, such as `dynamodb:PutItem`, `kinesis:*` or `*`.
    #[arg(value_name = "SERVICE:OPERATION")]
    pub operation: String,
    #[command(flatten)]
    pub effect: Effect,
    /// At most so much longer than `--delay`, by chance.
    #[arg(long, value_name = "TIME", value_parser = milliseconds, requires = "delay")]
    pub jitter: Option<u64>,
    /// The text of `--error`.
    #[arg(long, value_name = "TEXT", requires = "error")]
    pub message: Option<String>,
    /// How many of a hundred calls are struck, by chance; all, if not given.
    #[arg(long, value_name = "PERCENT", value_parser = percent, conflicts_with = "nth")]
    pub percent: Option<f64>,
    /// Only the n-th call from now on is struck.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub nth: Option<u64>,
    /// The fault is gone after so many strikes.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub count: Option<u64>,
    /// The fault is gone after this time, by the house's clock.
    #[arg(long = "for", value_name = "TIME", value_parser = milliseconds)]
    pub lasts: Option<u64>,
    /// Only calls that touch such a resource: an ARN or a name, with `*` and `?`.
    #[arg(long, value_name = "PATTERN")]
    pub resource: Option<String>,
    /// Only calls by such a caller: an ARN, a role's name or `lambda.amazonaws.com`, with `*` and `?`.
    #[arg(long, value_name = "PATTERN")]
    pub principal: Option<String>,
    /// For programs: JSON instead of a line.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub target: Target,
}

/// What befalls a call: one of these.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct Effect {
    /// Refused as AWS refuses what comes too fast, in the service's own code; a share such as 20% may follow.
    #[arg(long, value_name = "PERCENT", value_parser = percent, num_args = 0..=1, default_missing_value = "100")]
    pub throttle: Option<f64>,
    /// Waits so long, then goes on.
    #[arg(long, value_name = "TIME", value_parser = milliseconds)]
    pub delay: Option<u64>,
    /// Refused with this error, status 400 if none is given; `internal` is the service's own word for a failure.
    #[arg(long, value_name = "CODE[:STATUS]")]
    pub error: Option<String>,
    /// The connection is closed without an answer, and nothing is carried out.
    #[arg(long)]
    pub drop: bool,
    /// Carried out; then the connection is closed without an answer.
    #[arg(long)]
    pub lose_answer: bool,
    /// The server ends as by `kill -9`.
    #[arg(long)]
    pub crash: bool,
    /// Of lambda:Invoke: the function's process is killed when it has its event.
    #[arg(long)]
    pub lose_function: bool,
}

#[derive(Args, Debug)]
pub struct FaultList {
    /// For programs: JSON instead of a table.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub target: Target,
}
