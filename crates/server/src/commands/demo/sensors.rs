//! The sensors pipeline: readings on a stream, a function, items in a table; and how long one takes.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use dynamodb_api::{AttributeValue, GetItem, GetItemInput, Number, Query, QueryInput};
use kernel::{Clock, SystemClock};
use kinesis_api::{PutRecords, PutRecordsInput, PutRecordsRequestEntry};
use pipeline_sensors::TEMPLATE;
use pipeline_sensors::simulator::{Reading, Simulator};
use serde_json::json;
use wire::Shape;

use super::deployment::Deployment;
use super::stage::{PATIENCE, Stage, Waiting, quantile};
use super::{Outcome, producer, table};
use crate::client::Client;

const STREAM: &str = "temperature-sensor-data";
const TABLE: &str = "SensorData";
const FUNCTION: &str = "ProcessKinesisRecords";

const DEPLOYMENT: Deployment = Deployment {
    stack: "sensors",
    template: TEMPLATE,
    functions: &["Function"],
    // Four shards take 4,000 records a second.
    parameters: &[("ShardCount", "4")],
    dashboards: pipeline_sensors::DASHBOARDS,
};

/// Runs it.
pub async fn run(stage: &Stage<'_>) -> anyhow::Result<Outcome> {
    DEPLOYMENT.deploy(stage).await?;
    let Stage { client, options, .. } = stage;
    let before = table::count(client, TABLE).await?;
    if before > 0 {
        stage.say(&format!("{before} items are there from earlier runs."));
    }
    let total = stage.records();
    let mut readings = Simulator::new(options.sensors, options.seed, beginning(stage).await?);
    let started = Instant::now();
    let bar = stage.bar("records put   ", total);
    let entries = readings.by_ref().take(total as usize).map(|reading| entry(&reading)).collect();
    producer::put(client, STREAM, entries, &bar).await?;
    bar.finish();
    let produced_seconds = started.elapsed().as_secs_f64();
    let waiting = Waiting { bar: "items in table", what: "the table", unit: "readings", function: FUNCTION };
    let landed = stage
        .wait(&waiting, total, async || Ok(table::count(client, TABLE).await?.saturating_sub(before)))
        .await?;
    let landed_seconds = started.elapsed().as_secs_f64();
    let times = probe(stage, &mut readings, options.probes as usize).await?;
    let (p50, p99) = (quantile(&times, 0.5), quantile(&times, 0.99));
    let items = table::count(client, TABLE).await?;
    Ok(Outcome {
        result: json!({
            "pipeline": "sensors", "records": total, "itemsBefore": before, "itemsAfter": before + landed,
            "items": items, "probes": times.len(), "putToTableP50Ms": p50, "putToTableP99Ms": p99,
        }),
        told: vec![
            format!(
                "{total} readings of {} sensors were put on stream {STREAM} in {produced_seconds:.1} s;",
                options.sensors
            ),
            format!(
                "{landed} of them are items of table {TABLE}, {landed_seconds:.1} s after the first put."
            ),
            format!(
                "One reading takes {p50:.1} ms from put to table (p50; p99 {p99:.1} ms, over {}).",
                times.len()
            ),
            format!("The table has {items} items."),
        ],
        further: vec![
            format!(
                "aws dynamodb query --table-name {TABLE} --key-condition-expression 'SensorId = :s' \\\n      \
                 --expression-attribute-values '{{\":s\":{{\"S\":\"sensor-1\"}}}}' --max-items 3"
            ),
            format!("pumphouse tail {STREAM} --from trim-horizon --count 5"),
            format!("pumphouse logs {FUNCTION}"),
            "pumphouse status".to_owned(),
        ],
    })
}

/// The time that the readings begin at: after the newest there is, else so that they end about now.
async fn beginning(stage: &Stage<'_>) -> anyhow::Result<u64> {
    let input = QueryInput {
        table_name: TABLE.to_owned(),
        key_condition_expression: Some("SensorId = :sensor".to_owned()),
        expression_attribute_values: Some(BTreeMap::from([(
            ":sensor".to_owned(),
            AttributeValue::S("sensor-1".to_owned()),
        )])),
        scan_index_forward: Some(false),
        limit: Some(1),
        ..QueryInput::placeholder()
    };
    let newest = stage.client.call::<Query>(input).await?.items.unwrap_or_default().into_iter().next();
    if let Some(AttributeValue::N(time)) = newest.and_then(|mut item| item.remove("CurrentTime")) {
        let seconds: u64 = time.to_string().parse().context("a CurrentTime that is no time")?;
        return Ok(seconds + Simulator::STEP_SECONDS);
    }
    let steps = stage.records() / u64::from(stage.options.sensors) + 1;
    Ok(SystemClock::default().now().seconds().saturating_sub(steps * Simulator::STEP_SECONDS))
}

fn entry(reading: &Reading) -> PutRecordsRequestEntry {
    PutRecordsRequestEntry {
        data: Bytes::from(reading.to_json()),
        explicit_hash_key: None,
        partition_key: reading.sensor_id.clone(),
    }
}

/// Puts readings one by one; how long each took until it was an item, in order.
async fn probe(stage: &Stage<'_>, readings: &mut Simulator, count: usize) -> anyhow::Result<Vec<Duration>> {
    let bar = stage.bar("readings timed", count as u64);
    let mut times = Vec::with_capacity(count);
    for reading in readings.take(count) {
        let started = Instant::now();
        let input = PutRecordsInput {
            records: vec![entry(&reading)],
            stream_name: Some(STREAM.to_owned()),
            ..PutRecordsInput::placeholder()
        };
        stage.client.call::<PutRecords>(input).await?;
        while !is_there(&stage.client, &reading).await? {
            if started.elapsed() > PATIENCE {
                bail!("a reading did not reach the table; `pumphouse logs {FUNCTION}` may tell why");
            }
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
        times.push(started.elapsed());
        bar.inc(1);
    }
    bar.finish();
    times.sort();
    Ok(times)
}

async fn is_there(client: &Client, reading: &Reading) -> anyhow::Result<bool> {
    let key = BTreeMap::from([
        ("SensorId".to_owned(), AttributeValue::S(reading.sensor_id.clone())),
        ("CurrentTime".to_owned(), AttributeValue::N(Number::from(reading.current_time))),
    ]);
    let input = GetItemInput { table_name: TABLE.to_owned(), key, ..GetItemInput::placeholder() };
    Ok(client.call::<GetItem>(input).await?.item.is_some())
}
