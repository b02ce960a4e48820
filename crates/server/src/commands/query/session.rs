//! Statements carried out one after another: asked, waited for, printed; a key ends the one that runs.

use std::time::Duration;

use anyhow::bail;
use athena_api::QueryExecution;
use indicatif::{HumanBytes, ProgressBar, ProgressStyle};
use s3_api::{CreateBucket, CreateBucketInput};

use super::result::Results;
use crate::cli::{Format, Query};
use crate::client::Client;
use crate::query::{Ask, Asked};

/// How often the spinner moves.
const TICK: Duration = Duration::from_millis(100);

/// What statements have in common.
pub struct Session {
    client: Client,
    ask: Ask,
    explains: bool,
    format: Format,
    results: Results,
    /// The bucket for results of which nobody says where they go.
    bucket: String,
}

impl Session {
    /// Nothing is asked yet.
    pub fn new(options: &Query) -> anyhow::Result<Self> {
        let target = &options.target;
        Ok(Self {
            client: Client::new(target)?,
            ask: Ask {
                text: String::new(),
                database: options.database.clone(),
                work_group: options.workgroup.clone(),
                output: options.result_location.clone(),
            },
            explains: options.explain,
            format: options.format,
            results: Results::new(options.format, options.output.as_deref())?,
            bucket: format!("aws-athena-query-results-{}-{}", target.account, target.region),
        })
    }

    /// The database of names without one.
    pub fn database(&self) -> &str {
        self.ask.database.as_deref().unwrap_or("default")
    }

    /// From now on another one.
    pub fn set_database(&mut self, name: &str) {
        self.ask.database = Some(name.to_owned());
    }

    /// Asks, waits, and prints the result. Ctrl-C ends it, with an error.
    pub async fn carry_out(&mut self, statement: &str) -> anyhow::Result<()> {
        let ask = Ask {
            text: if self.explains { format!("EXPLAIN {statement}") } else { statement.to_owned() },
            ..self.ask.clone()
        };
        let asked = start(&mut self.ask, ask, &self.client, &self.bucket).await?;
        let spinner = spinner();
        let mut look = |execution: &QueryExecution| spinner.set_message(scanned(execution));
        let results = &mut self.results;
        let printed = async {
            let execution = asked.ended(&mut look).await;
            spinner.finish_and_clear();
            let execution = execution?;
            let (mut token, mut rows) = (None, 0);
            loop {
                let page = asked.page(&execution, token.take()).await?;
                rows += page.rows.len() as u64;
                results.take(&page)?;
                token = page.next;
                if token.is_none() {
                    results.end_one()?;
                    return anyhow::Ok((execution, rows));
                }
            }
        };
        let printed = tokio::select! {
            printed = printed => Some(printed),
            _ = tokio::signal::ctrl_c() => None,
        };
        let Some(printed) = printed else {
            spinner.finish_and_clear();
            self.results.forget();
            asked.stop().await?;
            bail!("the query was cancelled");
        };
        let (execution, rows) = printed.inspect_err(|_| self.results.forget())?;
        if self.format == Format::Table {
            eprintln!("{}", told(&execution, rows));
        }
        Ok(())
    }

    /// What was written so far is not to be there.
    pub fn forget(&mut self) {
        self.results.forget();
    }

    /// All is carried out: what was written is there.
    pub fn end(&mut self) -> anyhow::Result<()> {
        self.results.end()
    }
}

fn told(execution: &QueryExecution, rows: u64) -> String {
    let statistics = execution.statistics.clone().unwrap_or_default();
    let rows = match rows {
        1 => "1 row".to_owned(),
        rows => format!("{rows} rows"),
    };
    let milliseconds = statistics.total_execution_time_in_millis.unwrap_or_default();
    format!("{rows}, {milliseconds} ms, {}", scanned(execution))
}

/// Has it started; where results need a place, they have one from then on.
async fn start<'c>(
    known: &mut Ask,
    mut ask: Ask,
    client: &'c Client,
    bucket: &str,
) -> anyhow::Result<Asked<'c>> {
    if ask.output.is_none() {
        match ask.try_start(client).await {
            Err(fault) if fault.message.starts_with("No output location provided") => {
                make(bucket, client).await?;
                ask.output = Some(format!("s3://{bucket}/"));
                known.output.clone_from(&ask.output);
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
