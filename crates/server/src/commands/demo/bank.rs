//! The bank pipeline's batch path: records replayed on a stream, lines of JSON in the lake, and SQL over them; and
//! whether they agree.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use kernel::{Clock, SystemClock};
use kinesis_api::PutRecordsRequestEntry;
use pipeline_bank::TEMPLATE;
use pipeline_bank::columns::{COLUMNS, SEPARATOR};
use pipeline_bank::generator::Generator;
use pipeline_bank::replay;
use serde_json::{Value, json};

use super::athena::Athena;
use super::deployment::Deployment;
use super::follower::Follower;
use super::lake::Lake;
use super::stage::{Stage, Waiting, counted};
use super::{Outcome, producer};

const STREAM: &str = "data-stream";
const DELIVERY: &str = "Kinesis-data-stream-to-S3";
const LAKE: &str = "bank-marketing-lake";
const FUNCTION: &str = "mykinesisinput";
const CRAWLER: &str = "extractjson";
const DATABASE: &str = "bankdata";
const WORK_GROUP: &str = "bank";

/// Folders of the lake that the crawler passes over.
const EXCLUDED: [&str; 2] = ["es/", "processing-failed/"];

const DEPLOYMENT: Deployment = Deployment {
    stack: "bank",
    template: TEMPLATE,
    functions: &["LakeFunction"],
    // Objects after seconds, not five minutes.
    parameters: &[("BufferSeconds", "1"), ("TransformSeconds", "1")],
    dashboards: pipeline_bank::DASHBOARDS,
};
/// How long the replay rests when nothing is due.
const REST: Duration = Duration::from_millis(10);

/// Runs it.
pub async fn run(stage: &Stage<'_>) -> anyhow::Result<Outcome> {
    let records = match &stage.options.file {
        Some(path) => of_file(path, stage.options.records)?,
        None => Generator::new(stage.options.seed).take(stage.records() as usize).collect(),
    };
    let was_there = DEPLOYMENT.deploy(stage).await?;
    let client = &stage.client;
    let mut lake = Lake::new(client, LAKE, String::new()).await?;
    if was_there {
        lake.until_quiet().await?;
    }
    let before = Landed::of(&lake).await?;
    let mut follower = Follower::new(client, STREAM, SystemClock::default().now()).await?;
    let total = records.len() as u64;
    let balance: i64 = records.iter().map(|record| balance_of_record(record)).sum();

    let started = Instant::now();
    replay(stage, &records).await?;
    let replayed_seconds = started.elapsed().as_secs_f64();
    let wait = |bar, what| Waiting { bar, what, unit: "records", function: FUNCTION };
    let mut seen = 0;
    let on_stream = stage
        .wait(&wait("records on stream", "the stream"), total, async || {
            seen += follower.read().await?.len() as u64;
            Ok(seen)
        })
        .await?;
    let (mut landed, mut objects) = (Landed::default(), 0);
    let in_lake = stage
        .wait(&wait("lines in the lake", "the lake"), total, async || {
            for key in lake.arrivals().await? {
                landed.add(&lake, &key).await?;
                objects += 1;
            }
            Ok(landed.lines)
        })
        .await?;
    let lake_seconds = started.elapsed().as_secs_f64();
    if ([on_stream, in_lake], balance) != ([total; 2], landed.balance) {
        bail!(
            "they do not agree: {total} rows in with balances of {balance}, {on_stream} records on the stream, \
             {in_lake} lines in the lake with balances of {}",
            landed.balance
        );
    }
    let mut athena = Athena::crawl(stage, CRAWLER, DATABASE, WORK_GROUP).await?;
    let in_athena = queries(&mut athena).await?;
    let all = Landed { lines: before.lines + total, balance: before.balance + balance };
    if in_athena != all {
        bail!("they do not agree: {all:?} are in the lake, and by Athena {in_athena:?}");
    }
    let by_hand = athena.command(&format!("SELECT * FROM {} LIMIT 10", athena.table()));
    let rate = total as f64 / replayed_seconds;
    Ok(Outcome {
        result: json!({
            "pipeline": "bank", "records": total, "streamRecords": on_stream, "lakeLines": in_lake,
            "lakeObjects": objects, "balance": balance, "linesBefore": before.lines,
            "athenaRows": in_athena.lines, "agree": true, "replayedPerSecond": rate, "athena": athena.told(),
        }),
        told: vec![
            format!("{total} rows were replayed in {replayed_seconds:.1} s, {rate:.0} a second;"),
            format!("{on_stream} records came on stream {STREAM};"),
            format!(
                "{in_lake} lines of JSON are in {} of bucket {LAKE}, {lake_seconds:.1} s after the first put.",
                counted(objects, "object", "objects")
            ),
            format!(
                "{} lines are in the table that crawler {CRAWLER} made, by Athena's count, {} of them from earlier runs.",
                in_athena.lines, before.lines
            ),
            format!("They agree, and so do their balances: {balance} in all."),
        ],
        further: vec![
            format!("aws s3 ls --recursive s3://{LAKE}"),
            by_hand,
            format!("aws firehose describe-delivery-stream --delivery-stream-name {DELIVERY}"),
            format!("pumphouse tail {STREAM} --from trim-horizon --count 5"),
            format!("pumphouse logs {FUNCTION}"),
            "pumphouse status".to_owned(),
        ],
    })
}

/// The pipeline's questions to its lake; what there is of it.
async fn queries(athena: &mut Athena<'_>) -> anyhow::Result<Landed> {
    let table = athena.table();
    let all = athena.numbers(&format!("SELECT count(*), sum(balance) FROM {table}")).await?;
    for sql in [
        format!("SELECT age, job, marital, education, balance, deposit FROM {table} LIMIT 5"),
        format!(
            "SELECT job, count(*) AS records, round(avg(balance), 2) AS balance FROM {table} \
             GROUP BY job ORDER BY records DESC, job LIMIT 12"
        ),
        format!(
            "SELECT education, count(*) AS records, count_if(deposit = 'yes') AS deposits FROM {table} \
             GROUP BY education ORDER BY education"
        ),
        format!("SELECT marital, count(*) AS records FROM {table} GROUP BY marital ORDER BY marital"),
    ] {
        athena.show(&sql).await?;
    }
    let number = |index: usize| all.get(index).copied().unwrap_or_default();
    Ok(Landed { lines: number(0).unsigned_abs(), balance: number(1) })
}

/// What is in the lake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Landed {
    lines: u64,
    balance: i64,
}

impl Landed {
    /// What is there already.
    async fn of(lake: &Lake<'_>) -> anyhow::Result<Self> {
        let mut landed = Self::default();
        for key in lake.known() {
            // What failed is not of the table.
            if !EXCLUDED.iter().any(|folder| key.starts_with(folder)) {
                landed.add(lake, key).await?;
            }
        }
        Ok(landed)
    }

    async fn add(&mut self, lake: &Lake<'_>, key: &str) -> anyhow::Result<()> {
        let text = lake.read(key, None).await?;
        for line in text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            self.balance += balance_of_line(line)
                .with_context(|| format!("s3://{LAKE}/{key} has a line that is no record"))?;
            self.lines += 1;
        }
        Ok(())
    }
}

/// Puts `records` on the stream as they fall due.
async fn replay(stage: &Stage<'_>, records: &[String]) -> anyhow::Result<()> {
    let bar = stage.bar("rows replayed    ", records.len() as u64);
    let started = Instant::now();
    let mut sent = 0;
    while sent < records.len() {
        let due = replay::due(stage.options.rate, started.elapsed(), records.len());
        let upto = due.min(sent + producer::CALL_RECORDS);
        if upto == sent {
            tokio::time::sleep(REST).await;
            continue;
        }
        let entries = records[sent..upto].iter().zip(sent..).map(|(record, number)| PutRecordsRequestEntry {
            data: Bytes::from(record.clone()),
            explicit_hash_key: None,
            partition_key: number.to_string(),
        });
        producer::put(&stage.client, STREAM, entries.collect(), &bar).await?;
        sent = upto;
    }
    bar.finish();
    Ok(())
}

fn of_file(path: &Path, limit: Option<u64>) -> anyhow::Result<Vec<String>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut records = replay::records(&text).with_context(|| path.display().to_string())?;
    if records.is_empty() {
        bail!("{} has no rows", path.display());
    }
    records.truncate(usize::try_from(limit.unwrap_or(u64::MAX)).unwrap_or(usize::MAX));
    Ok(records)
}

fn balance_of_record(record: &str) -> i64 {
    let number = COLUMNS.iter().position(|column| column.json == "Balance");
    let field = record.split(SEPARATOR).nth(number.expect("invariant: there is a balance"));
    field.and_then(|field| field.parse().ok()).unwrap_or_default()
}

fn balance_of_line(line: &[u8]) -> Option<i64> {
    serde_json::from_slice::<Value>(line).ok()?["Balance"].as_i64()
}
