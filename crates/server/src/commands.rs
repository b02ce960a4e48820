//! One file per command.
#![expect(clippy::print_stdout, reason = "printing is what commands are for")]

pub mod completions;
pub mod demo;
pub mod deploy;
pub mod destroy;
pub mod doctor;
pub mod env;
pub mod logs;
pub mod noaa;
pub mod query;
pub mod status;
pub mod tail;
pub mod up;
pub mod weather;
