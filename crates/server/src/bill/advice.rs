//! What would have been cheaper: the other capacity mode, fewer shards, fuller requests, another processor.

use super::lines::{GB, on_demand_bytes, put_units};
use super::{PriceError, Prices, Usage};

/// Below this many dollars nothing is advised.
const WORTH: f64 = 0.000_001;
/// What a shard takes in a second: 1 MiB or 1,000 records.
const SHARD: (f64, f64) = (1_048_576.0, 1_000.0);
/// How much of provisioned capacity is used when it is planned well; the rest is for peaks.
const UTILISATION: f64 = 0.7;

/// All advice for `usage`.
pub(super) fn all(usage: &Usage, prices: &Prices) -> Result<Vec<String>, PriceError> {
    let mut all = Vec::new();
    streams(usage, prices, &mut all)?;
    tables(usage, prices, &mut all)?;
    for function in usage.functions.iter().filter(|function| !function.is_arm) {
        let gb_seconds = function.duration_ms / 1000.0 * function.memory_mb / 1024.0;
        let saved =
            gb_seconds * (prices.get("lambda.gb-second")?.each - prices.get("lambda.gb-second-arm")?.each);
        if saved > WORTH {
            all.push(format!(
                "Function {}: on arm64 it would have cost {} less.",
                function.name,
                dollars(saved)
            ));
        }
    }
    for delivery in &usage.deliveries {
        let mean = delivery.bytes / delivery.records.max(1.0);
        let saved =
            (delivery.records * 5_120.0 - delivery.bytes).max(0.0) / GB * prices.get("firehose.in")?.each;
        if delivery.records > 0.0 && mean < 2_560.0 && saved > WORTH {
            all.push(format!(
                "Delivery stream {}: records have {mean:.0} bytes and are billed as 5 KB; several in one would have cost \
                 up to {} less.",
                delivery.name,
                dollars(saved)
            ));
        }
    }
    Ok(all)
}

fn streams(usage: &Usage, prices: &Prices, all: &mut Vec<String>) -> Result<(), PriceError> {
    let (hours, seconds) = (usage.hours_begun(), usage.hours * 3600.0);
    for stream in &usage.streams {
        let needed =
            (stream.bytes_in / SHARD.0).max(stream.records / SHARD.1) / seconds.max(1.0) / UTILISATION;
        let needed = needed.ceil().max(1.0);
        let units = put_units(stream) * prices.get("kinesis.put-unit")?.each;
        let shards = |count: f64| -> Result<f64, PriceError> {
            Ok(count * hours * prices.get("kinesis.shard-hour")?.each + units)
        };
        let on_demand = hours * prices.get("kinesis.on-demand-stream-hour")?.each
            + on_demand_bytes(stream) / GB * prices.get("kinesis.on-demand-in")?.each
            + stream.bytes_out / GB * prices.get("kinesis.on-demand-out")?.each;
        let name = &stream.name;
        if stream.is_on_demand {
            let saved = on_demand - shards(needed)?;
            if saved > WORTH {
                all.push(format!(
                    "Stream {name}: provisioned with {needed} shards it would have cost {} less, if it comes evenly.",
                    dollars(saved)
                ));
            }
            continue;
        }
        let own = shards(f64::from(stream.shards))?;
        if own - on_demand > WORTH {
            all.push(format!(
                "Stream {name}: on demand it would have cost {} less.",
                dollars(own - on_demand)
            ));
        }
        if needed < f64::from(stream.shards) {
            all.push(format!(
                "Stream {name}: {needed} of its {} shards would have done, for {} less, if it comes evenly.",
                stream.shards,
                dollars(own - shards(needed)?)
            ));
        }
    }
    Ok(())
}

fn tables(usage: &Usage, prices: &Prices, all: &mut Vec<String>) -> Result<(), PriceError> {
    let (hours, seconds) = (usage.hours_begun(), (usage.hours * 3600.0).max(1.0));
    for table in &usage.tables {
        let on_demand =
            table.writes * prices.get("dynamodb.wru")?.each + table.reads * prices.get("dynamodb.rru")?.each;
        let provisioned = |reads: f64, writes: f64| -> Result<f64, PriceError> {
            let (write, read) =
                (prices.get("dynamodb.wcu-hour")?.each, prices.get("dynamodb.rcu-hour")?.each);
            Ok(hours * (writes * write + reads * read))
        };
        match table.provisioned {
            Some((reads, writes)) => {
                let saved = provisioned(reads, writes)? - on_demand;
                if saved > WORTH {
                    all.push(format!(
                        "Table {}: on demand it would have cost {} less.",
                        table.name,
                        dollars(saved)
                    ));
                }
            }
            None if table.reads + table.writes > 0.0 => {
                let units = |count: f64| (count / seconds / UTILISATION).ceil().max(1.0);
                let (reads, writes) = (units(table.reads), units(table.writes));
                let saved = on_demand - provisioned(reads, writes)?;
                if saved > WORTH {
                    all.push(format!(
                        "Table {}: provisioned with {writes} write and {reads} read units it would have cost {} less, \
                         if it comes evenly.",
                        table.name,
                        dollars(saved)
                    ));
                }
            }
            None => {}
        }
    }
    Ok(())
}

/// An amount for people: cents where there are some, more digits where there are not.
pub fn dollars(amount: f64) -> String {
    if amount >= 1.0 { format!("${amount:.2}") } else { format!("${amount:.6}") }
}
