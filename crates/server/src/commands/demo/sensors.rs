//! The sensors pipeline: deploy, produce, wait for the table, measure, and say how to look further.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use bytes::Bytes;
use dynamodb_api::{
    AttributeValue, GetItem, GetItemInput, Number, Query, QueryInput, Scan, ScanInput, Select,
};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{Clock, SystemClock};
use kinesis_api::{PutRecords, PutRecordsInput, PutRecordsRequestEntry};
use pipeline_sensors::TEMPLATE;
use pipeline_sensors::simulator::{Reading, Simulator};
use serde_json::json;
use wire::Shape;

use crate::cli::{Demo, Target};
use crate::client::Client;
use crate::stack::{self, Package, zip_file};

const STACK: &str = "sensors";
const STREAM: &str = "temperature-sensor-data";
const TABLE: &str = "SensorData";
const FUNCTION: &str = "ProcessKinesisRecords";
/// Shards of the demo's stream: four take 4,000 records a second.
const SHARDS: u32 = 4;
/// Records of a PutRecords call.
const CALL_RECORDS: usize = 500;
/// How long the table may stand still before the demo gives up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Runs it.
pub async fn run(options: &Demo, target: &Target) -> anyhow::Result<()> {
    let client = Client::new(target)?;
    let quiet = options.json;
    deploy(&client, quiet).await?;
    let before = count_items(&client).await?;
    if before > 0 && !quiet {
        println!("{before} items are there from earlier runs.");
    }
    let mut readings = Simulator::new(options.sensors, options.seed, beginning(&client, options).await?);
    let total = options.records;
    let started = Instant::now();
    produce(&client, readings.by_ref().take(total as usize).collect(), quiet).await?;
    let produced_seconds = started.elapsed().as_secs_f64();
    let after = wait_for_items(&client, before, total, quiet).await?;
    let landed_seconds = started.elapsed().as_secs_f64();
    let times = probe(&client, &mut readings, options.probes as usize, quiet).await?;
    // Milliseconds, to the thousandth.
    let at =
        |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_micros() as f64 / 1000.0;
    let items = count_items(&client).await?;
    if quiet {
        let result = json!({
            "pipeline": "sensors", "records": total, "itemsBefore": before, "itemsAfter": after,
            "items": items, "probes": times.len(), "putToTableP50Ms": at(0.5), "putToTableP99Ms": at(0.99),
        });
        println!("{result}");
        return Ok(());
    }
    println!();
    println!(
        "{total} readings of {} sensors were put on stream {STREAM} in {produced_seconds:.1} s;",
        options.sensors
    );
    println!(
        "{} of them are items of table {TABLE}, {landed_seconds:.1} s after the first put.",
        after - before
    );
    println!(
        "One reading takes {:.1} ms from put to table (p50; p99 {:.1} ms, over {}).",
        at(0.5),
        at(0.99),
        times.len()
    );
    println!("The table has {items} items.");
    println!();
    println!("Look further:");
    println!("  eval \"$(pumphouse env --endpoint {})\"", target.endpoint);
    println!("  aws dynamodb query --table-name {TABLE} --key-condition-expression 'SensorId = :s' \\");
    println!("      --expression-attribute-values '{{\":s\":{{\"S\":\"sensor-1\"}}}}' --max-items 3");
    println!("  pumphouse tail {STREAM} --from trim-horizon --count 5 --endpoint {}", target.endpoint);
    println!("  pumphouse logs {FUNCTION} --endpoint {}", target.endpoint);
    println!("  pumphouse status --endpoint {}", target.endpoint);
    Ok(())
}

async fn deploy(client: &Client, quiet: bool) -> anyhow::Result<()> {
    if let Some(stack) = stack::find(client, STACK).await? {
        if stack.stack_status.as_str() != "CREATE_COMPLETE" {
            bail!(
                "stack `{STACK}` is {}; `pumphouse destroy {STACK}` clears the way",
                stack.stack_status.as_str()
            );
        }
        if !quiet {
            println!("Stack {STACK} is there from an earlier run.");
        }
        return Ok(());
    }
    let own = std::env::current_exe().context("the path of this program is not known")?;
    let mode = std::fs::metadata(&own)?.permissions().mode();
    // This binary is the function's program too, under the name that custom runtimes give it.
    let zip = zip_file("bootstrap", &std::fs::read(&own)?, mode)?;
    let package = Package::with_code(client, TEMPLATE, "Function", zip).await?;
    let parameters = BTreeMap::from([("ShardCount".to_owned(), SHARDS.to_string())]);
    let mut say = |line: &str| {
        if !quiet {
            println!("{line}");
        }
    };
    package.create(client, STACK, &parameters, &mut say).await?;
    Ok(())
}

/// The time that the readings begin at: after the newest there is, else so that they end about now.
async fn beginning(client: &Client, options: &Demo) -> anyhow::Result<u64> {
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
    let newest = client.call::<Query>(input).await?.items.unwrap_or_default().into_iter().next();
    if let Some(AttributeValue::N(time)) = newest.and_then(|mut item| item.remove("CurrentTime")) {
        let seconds: u64 = time.to_string().parse().context("a CurrentTime that is no time")?;
        return Ok(seconds + Simulator::STEP_SECONDS);
    }
    let steps = options.records / u64::from(options.sensors) + 1;
    Ok(SystemClock::default().now().seconds().saturating_sub(steps * Simulator::STEP_SECONDS))
}

async fn produce(client: &Client, readings: Vec<Reading>, quiet: bool) -> anyhow::Result<()> {
    let bar = bar(quiet, "records put    {wide_bar} {pos}/{len}", readings.len() as u64);
    let entries = readings.iter().map(entry).collect::<Vec<_>>();
    for call in entries.chunks(CALL_RECORDS) {
        let mut left = call.to_vec();
        while !left.is_empty() {
            let input = PutRecordsInput {
                records: left.clone(),
                stream_name: Some(STREAM.to_owned()),
                ..PutRecordsInput::placeholder()
            };
            let output = client.call::<PutRecords>(input).await?;
            // What a shard did not take this second is put again, as every producer must.
            let put = left.into_iter().zip(output.records);
            let refused: Vec<_> =
                put.filter(|(_, result)| result.error_code.is_some()).map(|(entry, _)| entry).collect();
            bar.set_position(bar.position() + (call.len().min(CALL_RECORDS) - refused.len()) as u64);
            if !refused.is_empty() {
                bar.set_position(bar.position().saturating_sub((call.len() - refused.len()) as u64));
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            left = refused;
        }
    }
    bar.finish();
    Ok(())
}

fn entry(reading: &Reading) -> PutRecordsRequestEntry {
    PutRecordsRequestEntry {
        data: Bytes::from(reading.to_json()),
        explicit_hash_key: None,
        partition_key: reading.sensor_id.clone(),
    }
}

async fn wait_for_items(client: &Client, before: u64, total: u64, quiet: bool) -> anyhow::Result<u64> {
    let bar = bar(quiet, "items in table {wide_bar} {pos}/{len}", total);
    let (mut newest, mut since) = (before, Instant::now());
    loop {
        let now = count_items(client).await?;
        bar.set_position(now - before);
        if now >= before + total {
            bar.finish();
            return Ok(now);
        }
        if now > newest {
            (newest, since) = (now, Instant::now());
        } else if since.elapsed() > PATIENCE {
            bail!(
                "the table has stood still at {} of {total} readings; `pumphouse logs {FUNCTION}` may tell why",
                now - before
            );
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn count_items(client: &Client) -> anyhow::Result<u64> {
    let mut count = 0;
    let mut exclusive_start_key = None;
    loop {
        let input = ScanInput {
            table_name: TABLE.to_owned(),
            select: Some(Select::Count),
            exclusive_start_key,
            ..ScanInput::placeholder()
        };
        let page = client.call::<Scan>(input).await?;
        count += u64::from(page.count.unwrap_or_default().unsigned_abs());
        exclusive_start_key = page.last_evaluated_key;
        if exclusive_start_key.is_none() {
            return Ok(count);
        }
    }
}

/// Puts readings one by one; how long each took until it was an item, in order.
async fn probe(
    client: &Client,
    readings: &mut Simulator,
    count: usize,
    quiet: bool,
) -> anyhow::Result<Vec<Duration>> {
    let bar = bar(quiet, "readings timed {wide_bar} {pos}/{len}", count as u64);
    let mut times = Vec::with_capacity(count);
    for reading in readings.take(count) {
        let key = BTreeMap::from([
            ("SensorId".to_owned(), AttributeValue::S(reading.sensor_id.clone())),
            ("CurrentTime".to_owned(), AttributeValue::N(Number::from(reading.current_time))),
        ]);
        let input = PutRecordsInput {
            records: vec![entry(&reading)],
            stream_name: Some(STREAM.to_owned()),
            ..PutRecordsInput::placeholder()
        };
        let started = Instant::now();
        client.call::<PutRecords>(input).await?;
        loop {
            let input = GetItemInput {
                table_name: TABLE.to_owned(),
                key: key.clone(),
                ..GetItemInput::placeholder()
            };
            if client.call::<GetItem>(input).await?.item.is_some() {
                break;
            }
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

fn bar(quiet: bool, template: &str, length: u64) -> ProgressBar {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(length) };
    let style =
        ProgressStyle::with_template(template).expect("invariant: the templates are sound, seen by a test");
    bar.set_style(style);
    bar
}
