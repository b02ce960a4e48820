//! Lines of a bill: one for each resource and thing paid for that was used at all.

use super::{DeliveryUsage, FunctionUsage, Line, PriceError, Prices, StreamUsage, TableUsage, Usage};

pub const GB: f64 = (1_u64 << 30) as f64;
const TB: f64 = (1_u64 << 40) as f64;
/// Hours of a month, as AWS counts: 730.
const MONTH_HOURS: f64 = 730.0;
const PUT_UNIT_BYTES: f64 = 25_600.0;
const DELIVERY_UNIT_BYTES: f64 = 5_120.0;
const ON_DEMAND_UNIT_BYTES: f64 = 1_024.0;
const SCAN_BYTES_MIN: f64 = 10_485_760.0;

/// Adds lines up.
struct Ledger<'p> {
    prices: &'p Prices,
    lines: Vec<Line>,
}

impl Ledger<'_> {
    fn add(
        &mut self,
        service: &'static str,
        resource: &str,
        price: &'static str,
        quantity: f64,
        at_least: bool,
    ) -> Result<(), PriceError> {
        let row = self.prices.get(price)?;
        if quantity > 0.0 {
            let amount = quantity * row.each;
            let (resource, unit) = (resource.to_owned(), row.unit.clone());
            self.lines.push(Line { service, resource, quantity, at_least, unit, amount, price });
        }
        Ok(())
    }
}

/// All lines for `usage`.
pub(super) fn all(usage: &Usage, prices: &Prices) -> Result<Vec<Line>, PriceError> {
    let mut ledger = Ledger { prices, lines: Vec::new() };
    let (hours, months) = (usage.hours_begun(), usage.hours / MONTH_HOURS);
    usage.streams.iter().try_for_each(|stream| of_stream(&mut ledger, stream, hours))?;
    usage.tables.iter().try_for_each(|table| of_table(&mut ledger, table, hours, months))?;
    // Lambda reads streams of tables without paying, but its reads cannot be told apart here.
    let reads = usage.calls_of("streams.dynamodb", |name| name == "GetRecords");
    ledger.add("DynamoDB", "streams of tables", "dynamodb.stream-read", reads, false)?;
    usage.functions.iter().try_for_each(|function| of_function(&mut ledger, function))?;
    usage.deliveries.iter().try_for_each(|delivery| of_delivery(&mut ledger, delivery))?;
    of_objects(&mut ledger, usage, months)?;
    let queries = usage.calls_of("athena", |name| name == "StartQueryExecution");
    let scanned = match usage.scanned_bytes > 0.0 {
        true => usage.scanned_bytes.max(queries * SCAN_BYTES_MIN),
        // Queries that scan nothing, as DDL, are free.
        false => 0.0,
    };
    ledger.add("Athena", "", "athena.scan", scanned / TB, true)?;
    ledger.add("SQS", "", "sqs.request", usage.calls_of("sqs", |_| true), true)?;
    ledger.add("SNS", "", "sns.publish", usage.calls_of("sns", |name| name.starts_with("Publish")), true)?;
    ledger.add("CloudWatch", "logs", "logs.in", usage.log_bytes / GB, false)?;
    ledger.add(
        "CloudWatch",
        "metrics",
        "cloudwatch.request",
        usage.calls_of("monitoring", |_| true),
        false,
    )?;
    Ok(ledger.lines)
}

fn of_stream(ledger: &mut Ledger<'_>, stream: &StreamUsage, hours: f64) -> Result<(), PriceError> {
    let name = &stream.name;
    if stream.is_on_demand {
        ledger.add("Kinesis", name, "kinesis.on-demand-stream-hour", hours, false)?;
        ledger.add("Kinesis", name, "kinesis.on-demand-in", on_demand_bytes(stream) / GB, true)?;
        return ledger.add("Kinesis", name, "kinesis.on-demand-out", stream.bytes_out / GB, true);
    }
    ledger.add("Kinesis", name, "kinesis.shard-hour", hours * f64::from(stream.shards), false)?;
    ledger.add("Kinesis", name, "kinesis.put-unit", put_units(stream), true)
}

/// PUT payload units, at least: no record has less than one, and no unit holds more than 25 KB.
pub fn put_units(stream: &StreamUsage) -> f64 {
    stream.records.max((stream.bytes_in / PUT_UNIT_BYTES).ceil())
}

/// Bytes that on-demand mode counts, at least.
pub fn on_demand_bytes(stream: &StreamUsage) -> f64 {
    stream.bytes_in.max(stream.records * ON_DEMAND_UNIT_BYTES)
}

fn of_table(ledger: &mut Ledger<'_>, table: &TableUsage, hours: f64, months: f64) -> Result<(), PriceError> {
    let name = &table.name;
    match table.provisioned {
        Some((reads, writes)) => {
            ledger.add("DynamoDB", name, "dynamodb.wcu-hour", writes * hours, false)?;
            ledger.add("DynamoDB", name, "dynamodb.rcu-hour", reads * hours, false)?;
        }
        None => {
            ledger.add("DynamoDB", name, "dynamodb.wru", table.writes, false)?;
            ledger.add("DynamoDB", name, "dynamodb.rru", table.reads, false)?;
        }
    }
    ledger.add("DynamoDB", name, "dynamodb.storage", table.bytes / GB * months, false)
}

fn of_function(ledger: &mut Ledger<'_>, function: &FunctionUsage) -> Result<(), PriceError> {
    let gb_seconds = function.duration_ms / 1000.0 * function.memory_mb / 1024.0;
    let price = if function.is_arm { "lambda.gb-second-arm" } else { "lambda.gb-second" };
    ledger.add("Lambda", &function.name, "lambda.request", function.invocations, false)?;
    // Starts are billed too, and are no part of the metric.
    ledger.add("Lambda", &function.name, price, gb_seconds, true)
}

fn of_delivery(ledger: &mut Ledger<'_>, delivery: &DeliveryUsage) -> Result<(), PriceError> {
    let gb = delivery.bytes.max(delivery.records * DELIVERY_UNIT_BYTES) / GB;
    ledger.add("Firehose", &delivery.name, "firehose.in", gb, true)?;
    if delivery.converts {
        ledger.add("Firehose", &delivery.name, "firehose.conversion", gb, true)?;
    }
    if delivery.partitions {
        ledger.add("Firehose", &delivery.name, "firehose.partitioning", delivery.bytes / GB, true)?;
    }
    Ok(())
}

fn of_objects(ledger: &mut Ledger<'_>, usage: &Usage, months: f64) -> Result<(), PriceError> {
    // Deletions are free.
    let is_free = |name: &str| name.starts_with("Delete") || name.starts_with("Abort");
    let is_write = |name: &str| {
        ["Put", "Copy", "Post", "List", "Create", "Upload", "Complete"]
            .iter()
            .any(|verb| name.starts_with(verb))
    };
    ledger.add("S3", "", "s3.write", usage.calls_of("s3", is_write), false)?;
    let reads = usage.calls_of("s3", |name| !is_write(name) && !is_free(name));
    ledger.add("S3", "", "s3.read", reads, false)?;
    ledger.add("S3", "", "s3.storage", usage.object_bytes / GB * months, false)
}
