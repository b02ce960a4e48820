//! Reads what was used: resources by their own APIs, quantities by metrics, requests by the house's counters.

use anyhow::Context;
use athena_api::{ListWorkGroups, ListWorkGroupsInput};
use dynamodb_api::{BillingMode, DescribeTable, DescribeTableInput};
use firehose_api::{DescribeDeliveryStream, DescribeDeliveryStreamInput};
use http::Method;
use kernel::Timestamp;
use kinesis_api::{DescribeStreamSummary, DescribeStreamSummaryInput, StreamMode};
use lambda_api::{Architecture, ListFunctions, ListFunctionsInput};
use logs_api::{DescribeLogGroups, DescribeLogGroupsInput};
use s3_api::{ListBuckets, ListBucketsInput, ListObjectsV2, ListObjectsV2Input};
use serde_json::Value;

use super::metrics::{Wanted, sums};
use crate::bill::{DeliveryUsage, FunctionUsage, StreamUsage, TableUsage, Usage};
use crate::client::Client;
use crate::commands::status;

/// A time from and to.
type Span = (Timestamp, Timestamp);

/// What was used since the server started, or in the last `last_ms`.
pub async fn usage(client: &Client, last_ms: Option<u64>) -> anyhow::Result<Usage> {
    let told = client.own(Method::GET, "calls", None).await?;
    let time = |name: &str| {
        told[name]
            .as_str()
            .and_then(Timestamp::parse_iso8601)
            .with_context(|| format!("the server says no `{name}`"))
    };
    let (began, now) = (time("since")?, time("now")?);
    let start = last_ms.map_or(began, |last_ms| Timestamp(now.0.saturating_sub(last_ms)));
    let span = (start, now);
    // The counters are of the whole run, which is not what was asked for.
    let calls = if last_ms.is_none() { calls(&told) } else { Default::default() };
    Ok(Usage {
        hours: now.millis_since(start) as f64 / 3_600_000.0,
        streams: streams(client, span).await?,
        tables: tables(client, span).await?,
        functions: functions(client, span).await?,
        deliveries: deliveries(client, span).await?,
        object_bytes: object_bytes(client).await?,
        scanned_bytes: scanned_bytes(client, span).await?,
        log_bytes: log_bytes(client, span).await?,
        calls,
    })
}

fn calls(told: &Value) -> std::collections::BTreeMap<String, u64> {
    let all = told["calls"].as_object().into_iter().flatten();
    all.filter_map(|(name, count)| Some((name.clone(), count.as_u64()?))).collect()
}

/// The sums of the metrics `names` of each of `resources`.
async fn of_each<const N: usize>(
    client: &Client,
    namespace: &str,
    dimension: &str,
    names: [&str; N],
    resources: &[String],
    span: Span,
) -> anyhow::Result<Vec<[f64; N]>> {
    let wanted: Vec<_> = resources
        .iter()
        .flat_map(|value| names.map(|name| Wanted { namespace, name, dimension: Some((dimension, value)) }))
        .collect();
    let sums = sums(client, &wanted, span).await?;
    Ok(sums.chunks(N).map(|part| std::array::from_fn(|at| part[at])).collect())
}

fn names(rows: Vec<Value>) -> Vec<String> {
    rows.into_iter().filter_map(|row| row["name"].as_str().map(str::to_owned)).collect()
}

async fn streams(client: &Client, span: Span) -> anyhow::Result<Vec<StreamUsage>> {
    let names = names(status::streams(client).await?);
    let metrics = ["IncomingRecords", "IncomingBytes", "GetRecords.Bytes"];
    let sums = of_each(client, "AWS/Kinesis", "StreamName", metrics, &names, span).await?;
    let mut all = Vec::new();
    for (name, [records, bytes_in, bytes_out]) in names.into_iter().zip(sums) {
        let input = DescribeStreamSummaryInput { stream_name: Some(name.clone()), ..Default::default() };
        let summary = client.call::<DescribeStreamSummary>(input).await?.stream_description_summary;
        let mode = summary.stream_mode_details.map(|details| details.stream_mode);
        let is_on_demand = mode == Some(StreamMode::OnDemand);
        let shards = summary.open_shard_count.unsigned_abs();
        all.push(StreamUsage { name, shards, is_on_demand, records, bytes_in, bytes_out });
    }
    Ok(all)
}

async fn tables(client: &Client, span: Span) -> anyhow::Result<Vec<TableUsage>> {
    let names = names(status::tables(client).await?);
    let metrics = ["ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits"];
    let sums = of_each(client, "AWS/DynamoDB", "TableName", metrics, &names, span).await?;
    let mut all = Vec::new();
    for (name, [reads, writes]) in names.into_iter().zip(sums) {
        let output = client.call::<DescribeTable>(DescribeTableInput { table_name: name.clone() }).await?;
        let table = output.table.unwrap_or_default();
        let mode = table.billing_mode_summary.and_then(|summary| summary.billing_mode);
        let throughput = table.provisioned_throughput.unwrap_or_default();
        let units = |units: Option<i64>| units.unwrap_or_default() as f64;
        let provisioned = (mode != Some(BillingMode::PayPerRequest))
            .then(|| (units(throughput.read_capacity_units), units(throughput.write_capacity_units)));
        all.push(TableUsage { name, provisioned, reads, writes, bytes: units(table.table_size_bytes) });
    }
    Ok(all)
}

async fn functions(client: &Client, span: Span) -> anyhow::Result<Vec<FunctionUsage>> {
    let mut all = Vec::new();
    let mut marker = None;
    loop {
        let page = client.call::<ListFunctions>(ListFunctionsInput { marker, ..Default::default() }).await?;
        all.extend(page.functions.unwrap_or_default().into_iter().map(|function| FunctionUsage {
            name: function.function_name.unwrap_or_default(),
            memory_mb: f64::from(function.memory_size.unwrap_or(128)),
            is_arm: function.architectures.is_some_and(|all| all.contains(&Architecture::Arm64)),
            ..FunctionUsage::default()
        }));
        marker = page.next_marker;
        if marker.is_none() {
            break;
        }
    }
    let names: Vec<_> = all.iter().map(|function| function.name.clone()).collect();
    let sums =
        of_each(client, "AWS/Lambda", "FunctionName", ["Invocations", "Duration"], &names, span).await?;
    for (function, [invocations, duration_ms]) in all.iter_mut().zip(sums) {
        (function.invocations, function.duration_ms) = (invocations, duration_ms);
    }
    Ok(all)
}

async fn deliveries(client: &Client, span: Span) -> anyhow::Result<Vec<DeliveryUsage>> {
    let names = names(status::deliveries(client).await?);
    let metrics = [
        "IncomingRecords",
        "IncomingBytes",
        "DataReadFromKinesisStream.Records",
        "DataReadFromKinesisStream.Bytes",
    ];
    let sums = of_each(client, "AWS/Firehose", "DeliveryStreamName", metrics, &names, span).await?;
    let mut all = Vec::new();
    for (name, [records, bytes, read, read_bytes]) in names.into_iter().zip(sums) {
        let input = DescribeDeliveryStreamInput {
            delivery_stream_name: name.clone(),
            limit: None,
            exclusive_start_destination_id: None,
        };
        let description = client.call::<DescribeDeliveryStream>(input).await?.delivery_stream_description;
        let lake =
            description.destinations.into_iter().find_map(|all| all.extended_s3_destination_description);
        let conversion = lake.as_ref().and_then(|lake| lake.data_format_conversion_configuration.as_ref());
        let partitioning = lake.as_ref().and_then(|lake| lake.dynamic_partitioning_configuration.as_ref());
        all.push(DeliveryUsage {
            name,
            records: records + read,
            bytes: bytes + read_bytes,
            converts: conversion.is_some_and(|conversion| conversion.enabled != Some(false)),
            partitions: partitioning.is_some_and(|partitioning| partitioning.enabled == Some(true)),
        });
    }
    Ok(all)
}

/// Bytes of all current versions.
async fn object_bytes(client: &Client) -> anyhow::Result<f64> {
    let mut bytes = 0.0;
    let mut continuation_token = None;
    loop {
        let page =
            client.call::<ListBuckets>(ListBucketsInput { continuation_token, ..Default::default() }).await?;
        for bucket in page.buckets.unwrap_or_default() {
            bytes += bytes_of(client, &bucket.name.unwrap_or_default()).await?;
        }
        continuation_token = page.continuation_token;
        if continuation_token.is_none() {
            return Ok(bytes);
        }
    }
}

async fn bytes_of(client: &Client, bucket: &str) -> anyhow::Result<f64> {
    let mut bytes = 0.0;
    let mut continuation_token = None;
    loop {
        let input =
            ListObjectsV2Input { bucket: bucket.to_owned(), continuation_token, ..Default::default() };
        let page = client.call::<ListObjectsV2>(input).await?;
        let sizes = page.contents.unwrap_or_default().into_iter().filter_map(|object| object.size);
        bytes += sizes.map(|size| size as f64).sum::<f64>();
        continuation_token = page.next_continuation_token;
        if continuation_token.is_none() {
            return Ok(bytes);
        }
    }
}

async fn scanned_bytes(client: &Client, span: Span) -> anyhow::Result<f64> {
    let groups = client.call::<ListWorkGroups>(ListWorkGroupsInput::default()).await?;
    let names: Vec<_> =
        groups.work_groups.unwrap_or_default().into_iter().filter_map(|group| group.name).collect();
    let sums = of_each(client, "AWS/Athena", "WorkGroup", ["ProcessedBytes"], &names, span).await?;
    Ok(sums.into_iter().map(|[bytes]| bytes).sum())
}

async fn log_bytes(client: &Client, span: Span) -> anyhow::Result<f64> {
    let mut names = Vec::new();
    let mut next_token = None;
    loop {
        let input = DescribeLogGroupsInput { next_token, ..Default::default() };
        let page = client.call::<DescribeLogGroups>(input).await?;
        names
            .extend(page.log_groups.unwrap_or_default().into_iter().filter_map(|group| group.log_group_name));
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    let sums = of_each(client, "AWS/Logs", "LogGroupName", ["IncomingBytes"], &names, span).await?;
    Ok(sums.into_iter().map(|[bytes]| bytes).sum())
}
