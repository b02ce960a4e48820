//! All metrics as Prometheus reads them: its text exposition format, version 0.0.4.
//!
//! Names are those that Prometheus's own exporter for CloudWatch makes: namespace and metric in snake case, then the
//! statistic, `aws_kinesis_incoming_records_sum`; dimensions are labels, besides `account_id` and `region`. A value is
//! that of the last whole minute with data, of the last five; where there is none, that of the minute which is open.
//! Values have no times of their own. Lacks: percentiles.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::ControlFlow;

use cloudwatch_api::StandardUnit;
use kernel::{Place, Timestamp};

use crate::engine::{Bucket, Engine, EngineError, Listed, Listing, MetricName, Window};
use crate::limits::EXPOSED_MAX;

/// How far back a minute may lie, in seconds.
const LOOKED_S: u64 = 300;
/// How long before that a metric may have been seen, in milliseconds: that time is kept to ten minutes.
const SEEN_MS: u64 = 900_000;

/// What a family of values says, and its lines.
type Families = BTreeMap<String, (String, Vec<String>)>;

/// The text.
pub fn text(engine: &Engine) -> Result<String, EngineError> {
    let now = engine.now();
    let mut families = Families::new();
    let mut count = 0;
    for place in engine.places()? {
        let since = Timestamp(now.0.saturating_sub(SEEN_MS));
        let mut found = Vec::new();
        engine.metrics(
            &place,
            &Listing { since, ..Listing::default() },
            &mut |Listed { metric, .. }| {
                found.push(metric);
                count += 1;
                if count < EXPOSED_MAX { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            },
        )?;
        for metric in found {
            if let Some(bucket) = last(engine, &place, &metric, now)? {
                add(&mut families, &place, &metric, &bucket);
            }
        }
    }
    let mut text = String::new();
    for (name, (help, lines)) in families {
        text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} gauge\n"));
        lines.iter().for_each(|line| text.push_str(line));
    }
    Ok(text)
}

/// What the metric had in its last minute.
fn last(
    engine: &Engine,
    place: &Place,
    metric: &MetricName,
    now: Timestamp,
) -> Result<Option<Bucket>, EngineError> {
    let open_s = now.seconds() / 60 * 60;
    let window = Window {
        start_s: open_s.saturating_sub(LOOKED_S),
        end_s: open_s + 60,
        period_s: 60,
        unit: None,
        with_values: false,
    };
    let mut buckets = engine.read(place, metric, &window)?;
    let whole = buckets.iter().rposition(|bucket| bucket.start_s < open_s);
    let chosen = whole.or_else(|| buckets.len().checked_sub(1));
    Ok(chosen.map(|chosen| buckets.swap_remove(chosen)))
}

fn add(families: &mut Families, place: &Place, metric: &MetricName, bucket: &Bucket) {
    let base = name(&format!("{}_{}", metric.namespace.to_lowercase(), snake(&metric.name)));
    let mut labels = format!("account_id=\"{}\",region=\"{}\"", place.account, place.region);
    for (dimension, value) in &metric.dimensions {
        // Dimensions of clients may be called anything, also what is taken already.
        let label = match label(dimension).as_str() {
            taken @ ("account_id" | "region") => format!("dimension_{taken}"),
            free => free.to_owned(),
        };
        let _ = write!(labels, ",{label}=\"{}\"", escaped(value));
    }
    let unit = StandardUnit::NAMES.get(usize::from(bucket.unit)).copied().unwrap_or("None");
    let samples = &bucket.samples;
    for (suffix, statistic, value) in [
        ("sum", "Sum", samples.sum),
        ("sample_count", "SampleCount", samples.count),
        ("minimum", "Minimum", samples.minimum),
        ("maximum", "Maximum", samples.maximum),
        ("average", "Average", samples.sum / samples.count),
    ] {
        let (_, lines) = families.entry(format!("{base}_{suffix}")).or_insert_with(|| {
            let what = format!("{} {}", metric.namespace, metric.name).replace(['\n', '\\'], " ");
            (format!("CloudWatch metric {what} Statistic: {statistic} Unit: {unit}"), Vec::new())
        });
        lines.push(format!("{base}_{suffix}{{{labels}}} {value}\n"));
    }
}

/// `IncomingRecords` → `incoming_records`
fn snake(text: &str) -> String {
    let mut snake = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for letter in text.chars() {
        if letter.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit()) {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
        before = letter;
    }
    snake
}

/// The text with what no name may have as single underscores.
fn name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for letter in text.chars() {
        let letter = if letter.is_ascii_alphanumeric() { letter } else { '_' };
        if name.is_empty() && letter.is_ascii_digit() {
            name.push('_');
        }
        if letter != '_' || !name.ends_with('_') {
            name.push(letter);
        }
    }
    name
}

fn label(dimension: &str) -> String {
    name(&snake(dimension))
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_exporter() {
        let of = |text: &str| name(&snake(text));
        assert_eq!(of("IncomingRecords"), "incoming_records");
        assert_eq!(of("GetRecords.IteratorAgeMilliseconds"), "get_records_iterator_age_milliseconds");
        assert_eq!(of("DeliveryToS3.DataFreshness"), "delivery_to_s3_data_freshness");
        assert_eq!(of("4xx Errors/-s"), "_4xx_errors_s");
        assert_eq!(escaped("a\"b\\c\nd"), "a\\\"b\\\\c\\nd");
    }
}
