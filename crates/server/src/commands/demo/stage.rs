//! What every demo stands on: a client, the options, and ways to show how far things are.

use std::time::{Duration, Instant};

use anyhow::bail;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{Demo, Target};
use crate::client::Client;

/// How long something may stand still before a demo gives up.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);
/// What a demo feeds that is told no number.
const RECORDS: u64 = 10_000;

/// The console's path at the server.
const CONSOLE: &str = "/_pumphouse/";

/// Says where the console of the server at `endpoint` is: the first line of every demo.
pub fn tell_console(endpoint: &str) {
    println!("Console   {endpoint}{CONSOLE}");
}

/// What a demo is run on.
pub struct Stage<'o> {
    /// A client of the house that was opened.
    pub client: Client,
    /// Where that house is.
    pub target: &'o Target,
    /// What was asked for.
    pub options: &'o Demo,
}

/// What is waited for.
pub struct Waiting<'t> {
    /// What stands before the bar, padded to the width of its siblings.
    pub bar: &'t str,
    /// What may stand still: `the table`.
    pub what: &'t str,
    /// What is counted: `readings`.
    pub unit: &'t str,
    /// The function whose logs may tell why.
    pub function: &'t str,
}

impl Stage<'_> {
    /// Tells people something, and programs nothing.
    pub fn say(&self, line: &str) {
        if !self.options.json {
            println!("{line}");
        }
    }

    /// How many records to feed, where they are made up.
    pub fn records(&self) -> u64 {
        self.options.records.unwrap_or(RECORDS)
    }

    /// A bar of `length` steps behind `name`.
    pub fn bar(&self, name: &str, length: u64) -> ProgressBar {
        let bar = if self.options.json { ProgressBar::hidden() } else { ProgressBar::new(length) };
        let style = ProgressStyle::with_template(&format!("{name} {{wide_bar}} {{pos}}/{{len}}"))
            .expect("invariant: the template is sound, seen by every run");
        bar.set_style(style);
        bar
    }

    /// Waits until `count` answers `total` or more, with a bar; what it answered.
    pub async fn wait(
        &self,
        waiting: &Waiting<'_>,
        total: u64,
        mut count: impl AsyncFnMut() -> anyhow::Result<u64>,
    ) -> anyhow::Result<u64> {
        let bar = self.bar(waiting.bar, total);
        let (mut newest, mut since) = (0, Instant::now());
        loop {
            let now = count().await?;
            bar.set_position(now);
            if now >= total {
                bar.finish();
                return Ok(now);
            }
            if now > newest {
                (newest, since) = (now, Instant::now());
            } else if since.elapsed() > PATIENCE {
                let Waiting { what, unit, function, .. } = waiting;
                bail!(
                    "{what} has stood still at {now} of {total} {unit}; `pumphouse logs {function}` may tell why"
                );
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// The `share`-th of `times`, which are in order, in milliseconds.
pub fn quantile(times: &[Duration], share: f64) -> f64 {
    match times.len() {
        0 => 0.0,
        count => times[((count - 1) as f64 * share).round() as usize].as_micros() as f64 / 1000.0,
    }
}

/// `1 batch`, `2 batches`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
