//! `pumphouse query`: a statement of SQL, through Athena's API, and its result.
//!
//! Where neither the command nor the workgroup says where results go, they go into a bucket of their own, which is
//! made if it is not there: `aws-athena-query-results-ACCOUNT-REGION`.

mod print;

use std::io::{IsTerminal, Read};
use std::time::Duration;

use anyhow::{Context, bail};
use athena_api::QueryExecution;
use athena_service::limits::QUERY_BYTES_MAX;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use s3_api::{CreateBucket, CreateBucketInput};

use crate::cli::{Format, Query, Target};
use crate::client::Client;
use crate::query::{Ask, Asked};
use print::Printer;
pub use print::table;

/// How often the spinner moves.
const TICK: Duration = Duration::from_millis(100);

/// Asks and prints.
pub async fn run(options: Query) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    let text = text(&options)?;
    let ask = Ask {
        text: if options.explain { format!("EXPLAIN {text}") } else { text },
        database: options.database,
        work_group: options.workgroup,
        output: options.output,
    };
    let asked = start(ask, &client, &options.target).await?;
    let spinner = spinner();
    let mut look = |execution: &QueryExecution| spinner.set_message(scanned(execution));
    let execution = tokio::select! {
        ended = asked.ended(&mut look) => {
            spinner.finish_and_clear();
            ended?
        }
        _ = tokio::signal::ctrl_c() => {
            spinner.finish_and_clear();
            asked.stop().await?;
            bail!("the query was cancelled");
        }
    };
    let mut printer = Printer::new(options.format);
    let mut token = None;
    loop {
        let page = asked.page(&execution, token).await?;
        printer.print(&page)?;
        token = page.next;
        if token.is_none() {
            break;
        }
    }
    printer.end()?;
    if matches!(options.format, Format::Table) {
        let statistics = execution.statistics.clone().unwrap_or_default();
        let rows = match printer.rows {
            1 => "1 row".to_owned(),
            rows => format!("{rows} rows"),
        };
        let milliseconds = statistics.total_execution_time_in_millis.unwrap_or_default();
        eprintln!("{rows}, {milliseconds} ms, {}", scanned(&execution));
    }
    Ok(())
}

/// The statement: as given, of a file, or of standard input.
fn text(options: &Query) -> anyhow::Result<String> {
    let text = match (&options.sql, &options.file) {
        (Some(text), _) => text.clone(),
        (None, Some(path)) => {
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?
        }
        (None, None) => {
            if std::io::stdin().is_terminal() {
                bail!("no SQL is given: `pumphouse query \"SELECT 1\"`, `--file`, or standard input");
            }
            let mut text = String::new();
            let most = QUERY_BYTES_MAX as u64 + 1;
            std::io::stdin().take(most).read_to_string(&mut text).context("cannot read standard input")?;
            text
        }
    };
    let text = text.trim().trim_end_matches(';').trim_end();
    if text.is_empty() {
        bail!("the SQL is empty");
    }
    Ok(text.to_owned())
}

async fn start<'c>(mut ask: Ask, client: &'c Client, target: &Target) -> anyhow::Result<Asked<'c>> {
    if ask.output.is_none() {
        match ask.try_start(client).await {
            Err(fault) if fault.message.starts_with("No output location provided") => {
                let bucket = format!("aws-athena-query-results-{}-{}", target.account, target.region);
                make(&bucket, client).await?;
                ask.output = Some(format!("s3://{bucket}/"));
            }
            Ok(asked) => return Ok(asked),
            // The same again tells people why.
            Err(_) => {}
        }
    }
    ask.start(client).await
}

/// Makes the bucket, unless it is there.
async fn make(bucket: &str, client: &Client) -> anyhow::Result<()> {
    let input = CreateBucketInput { bucket: bucket.to_owned(), ..CreateBucketInput::default() };
    match client.try_call::<CreateBucket>(input).await {
        Err(fault) if fault.code != "BucketAlreadyOwnedByYou" => Err(client.refused::<CreateBucket>(&fault)),
        _ => Ok(()),
    }
}

/// What turns on a terminal while a query runs; nothing elsewhere.
fn spinner() -> ProgressBar {
    let spinner = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {elapsed}  {msg}");
    spinner.set_style(style.expect("invariant: the template is sound, seen by every query"));
    spinner.enable_steady_tick(TICK);
    spinner
}

fn scanned(execution: &QueryExecution) -> String {
    let statistics = execution.statistics.clone().unwrap_or_default();
    let bytes = statistics.data_scanned_in_bytes.unwrap_or_default();
    format!("{} scanned", HumanBytes(bytes.unsigned_abs()))
}
