//! `pumphouse status`: what is there.

use cloudformation_api::{DescribeStacks, DescribeStacksInput};
use dynamodb_api::{ListTables, ListTablesInput};
use firehose_api::{ListDeliveryStreams, ListDeliveryStreamsInput};
use kinesis_api::{ListStreams, ListStreamsInput};
use lambda_api::{ListEventSourceMappings, ListEventSourceMappingsInput, ListFunctions, ListFunctionsInput};
use s3_api::{ListBuckets, ListBucketsInput};
use serde_json::{Value, json};

use crate::cli::Status;
use crate::client::Client;

/// Asks and prints.
pub async fn run(options: Status) -> anyhow::Result<()> {
    let client = Client::new(&options.target)?;
    let mut rows = streams(&client).await?;
    rows.extend(deliveries(&client).await?);
    rows.extend(functions(&client).await?);
    rows.extend(mappings(&client).await?);
    rows.extend(tables(&client).await?);
    rows.extend(buckets(&client).await?);
    rows.extend(stacks(&client).await?);
    rows.extend(faults(&client).await?);
    rows.extend(clock(&client).await?);
    print(&rows, options.json);
    Ok(())
}

/// What there is, a row each.
pub async fn streams(client: &Client) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    let mut next_token = None;
    loop {
        let page = client.call::<ListStreams>(ListStreamsInput { next_token, ..Default::default() }).await?;
        rows.extend(page.stream_summaries.unwrap_or_default().into_iter().map(
            |stream| json!({"kind": "stream", "name": stream.stream_name, "state": stream.stream_status.as_str()}),
        ));
        next_token = page.next_token;
        if next_token.is_none() {
            return Ok(rows);
        }
    }
}

/// What there is, a row each.
pub async fn deliveries(client: &Client) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    let mut exclusive_start_delivery_stream_name = None;
    loop {
        let input = ListDeliveryStreamsInput { exclusive_start_delivery_stream_name, ..Default::default() };
        let page = client.call::<ListDeliveryStreams>(input).await?;
        exclusive_start_delivery_stream_name = page.delivery_stream_names.last().cloned();
        rows.extend(
            page.delivery_stream_names.into_iter().map(|name| json!({"kind": "delivery", "name": name})),
        );
        if !page.has_more_delivery_streams || exclusive_start_delivery_stream_name.is_none() {
            return Ok(rows);
        }
    }
}

async fn functions(client: &Client) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    let mut marker = None;
    loop {
        let page = client.call::<ListFunctions>(ListFunctionsInput { marker, ..Default::default() }).await?;
        rows.extend(page.functions.unwrap_or_default().into_iter().map(|function| {
            let runtime = function.runtime.map(|runtime| runtime.as_str());
            json!({"kind": "function", "name": function.function_name, "state": runtime})
        }));
        marker = page.next_marker;
        if marker.is_none() {
            return Ok(rows);
        }
    }
}

async fn mappings(client: &Client) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    let mut marker = None;
    loop {
        let input = ListEventSourceMappingsInput { marker, ..Default::default() };
        let page = client.call::<ListEventSourceMappings>(input).await?;
        rows.extend(page.event_source_mappings.unwrap_or_default().into_iter().map(|mapping| {
            let name = format!("{} → {}", named(mapping.event_source_arn), named(mapping.function_arn));
            let (state, result) = (mapping.state.unwrap_or_default(), mapping.last_processing_result);
            json!({"kind": "mapping", "name": name, "state": format!("{state}, {}", result.unwrap_or_default())})
        }));
        marker = page.next_marker;
        if marker.is_none() {
            return Ok(rows);
        }
    }
}

/// What there is, a row each.
pub async fn tables(client: &Client) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    let mut exclusive_start_table_name = None;
    loop {
        let input = ListTablesInput { exclusive_start_table_name, ..Default::default() };
        let page = client.call::<ListTables>(input).await?;
        rows.extend(
            page.table_names
                .unwrap_or_default()
                .into_iter()
                .map(|name| json!({"kind": "table", "name": name})),
        );
        exclusive_start_table_name = page.last_evaluated_table_name;
        if exclusive_start_table_name.is_none() {
            return Ok(rows);
        }
    }
}

async fn buckets(client: &Client) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    let mut continuation_token = None;
    loop {
        let input = ListBucketsInput { continuation_token, ..Default::default() };
        let page = client.call::<ListBuckets>(input).await?;
        let buckets = page.buckets.unwrap_or_default().into_iter();
        rows.extend(buckets.map(|bucket| json!({"kind": "bucket", "name": bucket.name})));
        continuation_token = page.continuation_token;
        if continuation_token.is_none() {
            return Ok(rows);
        }
    }
}

async fn stacks(client: &Client) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    let mut next_token = None;
    loop {
        let page =
            client.call::<DescribeStacks>(DescribeStacksInput { next_token, ..Default::default() }).await?;
        rows.extend(page.stacks.unwrap_or_default().into_iter().map(
            |stack| json!({"kind": "stack", "name": stack.stack_name, "state": stack.stack_status.as_str()}),
        ));
        next_token = page.next_token;
        if next_token.is_none() {
            return Ok(rows);
        }
    }
}

/// Faults that somebody injected: whoever wonders why things fail shall see them.
async fn faults(client: &Client) -> anyhow::Result<Vec<Value>> {
    let all = super::fault::all(client).await?;
    let row = |fault: &Value| {
        let words = super::fault::words(fault);
        json!({"kind": "fault", "name": fault["operation"], "state": words})
    };
    Ok(all.iter().map(row).collect())
}

/// The clock, where it was moved or stands: things that come due too early are then no riddle.
async fn clock(client: &Client) -> anyhow::Result<Option<Value>> {
    let reading = client.own(http::Method::GET, "clock", None).await?;
    let is_moved = reading["shiftMs"].as_i64().unwrap_or_default().abs() >= 1000;
    let row = || json!({"kind": "clock", "name": "", "state": super::clock::line(&reading)});
    Ok((is_moved || reading["frozen"] == true).then(row))
}

/// The name in an ARN: of `…:stream/NAME`, `…:function:NAME` or `…:table/NAME/stream/…`.
fn named(arn: Option<String>) -> String {
    let arn = arn.unwrap_or_default();
    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
    resource.split([':', '/']).nth(1).unwrap_or_default().to_owned()
}

fn print(rows: &[Value], as_json: bool) {
    if as_json {
        println!("{}", Value::Array(rows.to_vec()));
        return;
    }
    if rows.is_empty() {
        println!("Nothing is here yet. `pumphouse demo` brings a whole pipeline.");
    }
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let width = rows.iter().map(|row| text(row, "name").chars().count()).max().unwrap_or_default();
    for row in rows {
        println!("{:<9} {:<width$}  {}", text(row, "kind"), text(row, "name"), text(row, "state"));
    }
}
