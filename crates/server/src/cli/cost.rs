//! `pumphouse cost`.

use clap::Args;

use super::Target;
use super::duration::milliseconds;

#[derive(Args, Debug)]
pub struct Cost {
    /// What was used in this time until now, such as 2h, by metrics alone; since the server started, if not given.
    #[arg(long, value_name = "TIME", value_parser = milliseconds)]
    pub last: Option<u64>,
    /// For programs: JSON instead of a table.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub target: Target,
}
