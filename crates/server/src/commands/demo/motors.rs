//! The motors pipeline: batches of readings in a bucket, items in a table, its changes on a stream, Parquet in
//! the lake, and SQL over it; and whether they agree.

mod batches;

use std::time::{Duration, Instant};

use anyhow::bail;
use kernel::{Clock, SystemClock, Timestamp};
use kinesis_api::Record;
use pipeline_motors::TEMPLATE;
use serde_json::{Value, json};

use super::athena::Athena;
use super::deployment::Deployment;
use super::follower::Follower;
use super::lake::Lake;
use super::stage::{Stage, Waiting, counted, quantile};
use super::{Outcome, parquet, table};

const BATCHES: &str = "pmsm-batches";
const TABLE: &str = "pmsm_temperature";
const STREAM: &str = "pmsmstreamtos3";
const LAKE: &str = "big-data-project-spring2021";
const TO_TABLE: &str = "bigdataprojectcsvtodynamodb";
const TO_LAKE: &str = "streamlambda";
const CRAWLER: &str = "froms3";
const DATABASE: &str = "pmsmdatas3athena";
const WORK_GROUP: &str = "motors";

const DEPLOYMENT: Deployment = Deployment {
    stack: "motors",
    template: TEMPLATE,
    functions: &["BatchFunction", "StreamFunction"],
    // Larger batches than the template's five, and files after seconds: nobody wants to wait five minutes.
    parameters: &[("BatchSize", "1000"), ("ShardCount", "16"), ("BufferSeconds", "2")],
    dashboards: pipeline_motors::DASHBOARDS,
};
/// Bytes of a Parquet file's end that are sure to hold its footer.
const FOOTER_BYTES: u64 = 1 << 20;

/// Runs it.
pub async fn run(stage: &Stage<'_>) -> anyhow::Result<Outcome> {
    let was_there = DEPLOYMENT.deploy(stage).await?;
    let client = &stage.client;
    let mut lake = Lake::new(client, LAKE, String::new()).await?;
    if was_there {
        lake.until_quiet().await?;
    }
    let before = table::count(client, TABLE).await?;
    if before > 0 {
        stage.say(&format!("{before} items are there from earlier runs."));
    }
    let last = batches::numbered(stage, BATCHES).await?;
    let mut changes = Follower::new(client, STREAM, SystemClock::default().now()).await?;

    let started = Instant::now();
    let (total, batches) = batches::put(stage, BATCHES, last).await?;
    let wait = |bar, what, function| Waiting { bar, what, unit: "readings", function };
    stage
        .wait(&wait("items in the table", "the table", TO_TABLE), total, async || {
            table::count_after(client, TABLE, last).await
        })
        .await?;
    let items_seconds = started.elapsed().as_secs_f64();
    let mut times = Vec::new();
    let on_stream = stage
        .wait(&wait("records on stream ", "the stream", TO_TABLE), total, async || {
            times.extend(changes.read().await?.iter().filter_map(|record| way(record, last)));
            Ok(times.len() as u64)
        })
        .await?;
    times.sort();
    let load = (quantile(&times, 0.5), quantile(&times, 0.99));
    let (probes, mut calm) = (u64::from(stage.options.probes), Vec::new());
    batches::probe(stage, TABLE, last + total, probes).await?;
    stage
        .wait(&wait("readings timed    ", "the stream", TO_TABLE), probes, async || {
            calm.extend(changes.read().await?.iter().filter_map(|record| way(record, last)));
            Ok(calm.len() as u64)
        })
        .await?;
    calm.sort();
    let (p50, p99) = (quantile(&calm, 0.5), quantile(&calm, 0.99));
    let (mut rows, mut files) = (0, 0);
    let in_parquet = stage
        .wait(&wait("rows in Parquet   ", "the lake", TO_LAKE), total + probes, async || {
            for key in lake.arrivals().await? {
                match parquet::rows(&lake.read(&key, Some(FOOTER_BYTES)).await?) {
                    Some(count) => (rows, files) = (rows + count, files + 1),
                    None => {
                        bail!("s3://{LAKE}/{key} is no Parquet file; `pumphouse logs {TO_LAKE}` may tell why")
                    }
                }
            }
            Ok(rows)
        })
        .await?;
    let lake_seconds = started.elapsed().as_secs_f64();
    let items = table::count_after(client, TABLE, last).await?;
    let on_stream = on_stream + calm.len() as u64;
    let all = total + probes;
    if [items, on_stream, in_parquet] != [all; 3] {
        bail!(
            "they do not agree: {all} rows in, {items} items, {on_stream} records on the stream, \
             {in_parquet} rows in Parquet; where an earlier run was interrupted, what it left may have come between: \
             run it again"
        );
    }
    let mut athena = Athena::crawl(stage, CRAWLER, DATABASE, WORK_GROUP).await?;
    let in_athena = queries(&mut athena, last).await?;
    if in_athena != all {
        bail!("they do not agree: {all} rows in, {in_athena} in table {} by Athena", athena.table());
    }
    let by_hand = athena.command(&format!("SELECT * FROM {} LIMIT 10", athena.table()));
    let (of_batches, in_files) =
        (counted(batches, "CSV batch", "CSV batches"), counted(files, "file", "files"));
    Ok(Outcome {
        result: json!({
            "pipeline": "motors", "records": total, "batches": batches, "probes": probes,
            "itemsBefore": before, "items": before + items, "streamRecords": on_stream,
            "parquetRows": in_parquet, "parquetFiles": files, "athenaRows": in_athena, "agree": true,
            "athena": athena.told(),
            "tableToStreamP50Ms": p50, "tableToStreamP99Ms": p99,
            "tableToStreamUnderLoadP50Ms": load.0, "tableToStreamUnderLoadP99Ms": load.1,
        }),
        told: vec![
            format!(
                "{total} rows of {of_batches} were put into bucket {BATCHES}, and {probes} items one by one;"
            ),
            format!(
                "{items} items of table {TABLE} came of them, the last row's {items_seconds:.1} s after the first put;"
            ),
            format!("{on_stream} records came on stream {STREAM};"),
            format!(
                "{in_parquet} rows are in {in_files} of Parquet in bucket {LAKE}, {lake_seconds:.1} s after the first put."
            ),
            format!(
                "{in_athena} rows of them are in the table that crawler {CRAWLER} made, by Athena's count."
            ),
            "They agree.".to_owned(),
            format!(
                "One reading takes {} from table to stream (p50; p99 {}, over {probes}); under the batches' load {} (p99 {}).",
                milliseconds(p50),
                milliseconds(p99),
                milliseconds(load.0),
                milliseconds(load.1)
            ),
        ],
        further: vec![
            format!(
                "aws dynamodb get-item --table-name {TABLE} --key '{{\"id\":{{\"N\":\"{}\"}}}}'",
                last + 1
            ),
            format!("aws s3 ls --recursive s3://{LAKE}"),
            by_hand,
            format!("pumphouse tail {STREAM} --from trim-horizon --count 1"),
            format!("pumphouse logs {TO_TABLE}"),
            "pumphouse status".to_owned(),
        ],
    })
}

/// The pipeline's questions to its lake; how many readings there are with an `id` after `last`.
async fn queries(athena: &mut Athena<'_>, last: u64) -> anyhow::Result<u64> {
    let table = athena.table();
    let counted = athena.numbers(&format!("SELECT count(*) FROM {table} WHERE id > {last}")).await?;
    for sql in [
        format!(
            "SELECT id, profile_id, pm, stator_tooth, stator_winding, motor_speed, coolant, ambient FROM {table} LIMIT 10"
        ),
        format!(
            "SELECT pm, sum(pm) AS pm_sum, sum(stator_tooth) AS stator_tooth_sum, \
             sum(stator_winding) AS stator_winding_sum FROM {table} GROUP BY pm ORDER BY pm DESC LIMIT 5"
        ),
        format!(
            "SELECT profile_id, count(*) AS readings FROM {table} GROUP BY profile_id ORDER BY profile_id LIMIT 10"
        ),
        format!(
            "SELECT profile_id, sum(motor_speed) AS motor_speed, sum(coolant) AS coolant, sum(ambient) AS ambient \
             FROM {table} GROUP BY profile_id ORDER BY profile_id LIMIT 10"
        ),
    ] {
        athena.show(&sql).await?;
    }
    Ok(counted.iter().map(|count| count.unsigned_abs()).sum())
}

/// A time for people: both clocks tell whole milliseconds.
fn milliseconds(time: f64) -> String {
    if time < 1.0 { "under 1 ms".to_owned() } else { format!("{time:.0} ms") }
}

/// How long a change took from the table to the stream, by the times that both wrote down; nothing for what
/// is no insertion of an `id` after `last`.
fn way(record: &Record, last: u64) -> Option<Duration> {
    let change: Value = serde_json::from_slice(&record.data).ok()?;
    let id: u64 = change["dynamodb"]["Keys"]["id"]["N"].as_str()?.parse().ok()?;
    if change["eventName"] != "INSERT" || id <= last {
        return None;
    }
    let time = change["dynamodb"]["ApproximateCreationDateTime"].as_u64()?;
    let changed = match change["dynamodb"]["ApproximateCreationDateTimePrecision"].as_str() {
        Some("MICROSECOND") => Timestamp(time / 1000),
        _ => Timestamp(time),
    };
    Some(Duration::from_millis(record.approximate_arrival_timestamp?.millis_since(changed)))
}
