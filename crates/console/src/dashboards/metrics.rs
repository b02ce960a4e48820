//! Metrics for panels: the `metrics` array of CloudWatch's widgets, asked for by GetMetricData.

use std::collections::BTreeMap;

use cloudwatch_api::{
    Dimension, GetMetricData, GetMetricDataInput, Metric, MetricDataQuery, MetricDataResult, MetricStat,
    ScanBy,
};
use kernel::Timestamp;
use serde_json::Value;

use super::format::Metrics;
use crate::ask::Ask;
use crate::sheet::Sheet;

/// How many points one answer has at most.
const POINTS_MAX: i32 = 20_000;
/// How many points a line has: with more, the period grows.
const POINTS_PER_LINE: u64 = 500;

/// What is known of the part that asks.
pub struct Span {
    /// From when on.
    pub from: Timestamp,
    /// Until when.
    pub to: Timestamp,
}

/// The metrics over `span`: a column of times, and one for each metric.
pub async fn rows(ask: &Ask, metrics: &Metrics, span: &Span) -> Result<Sheet, String> {
    let queries = queries(metrics, span)?;
    let input = GetMetricDataInput {
        metric_data_queries: queries,
        start_time: Some(span.from),
        end_time: Some(span.to),
        next_token: None,
        scan_by: Some(ScanBy::TimestampAscending),
        max_datapoints: Some(POINTS_MAX),
        label_options: None,
    };
    let output =
        ask.of::<GetMetricData>(input).await.map_err(|fault| format!("{}: {}", fault.code, fault.message))?;
    Ok(sheet(&output.metric_data_results))
}

/// The period that the house answers quickly and a chart can show.
fn period(metrics: &Metrics, span: &Span) -> i32 {
    let seconds = span.to.millis_since(span.from) / 1000;
    let least = seconds.div_ceil(POINTS_PER_LINE).div_ceil(60) * 60;
    i32::try_from(u64::from(metrics.period).max(least)).unwrap_or(i32::MAX)
}

fn queries(metrics: &Metrics, span: &Span) -> Result<Vec<MetricDataQuery>, String> {
    let mut before: Vec<String> = Vec::new();
    let mut queries = Vec::new();
    for (number, metric) in metrics.metrics.iter().enumerate() {
        let parts = metric.as_array().filter(|parts| !parts.is_empty());
        let parts = parts.ok_or_else(|| format!("`metrics[{number}]` is to be a list"))?;
        let (names, options) = match parts.split_last() {
            Some((options @ Value::Object(_), names)) => (names, options),
            _ => (&parts[..], &Value::Null),
        };
        let option = |key: &str| options[key].as_str().map(str::to_owned);
        let id = option("id").unwrap_or_else(|| format!("q{number}"));
        let own_period = options["period"].as_i64().and_then(|period| i32::try_from(period).ok());
        let period = own_period.unwrap_or_else(|| period(metrics, span));
        let mut query = MetricDataQuery {
            id,
            metric_stat: None,
            expression: option("expression"),
            label: option("label"),
            return_data: Some(options["visible"].as_bool().unwrap_or(true)),
            period: None,
            account_id: None,
        };
        if query.expression.is_none() {
            let names = spelled_out(names, &before).map_err(|what| format!("`metrics[{number}]` {what}"))?;
            let stat = option("stat").unwrap_or_else(|| metrics.stat.clone());
            query.metric_stat = Some(MetricStat {
                metric: Some(metric_of(&names)),
                period: Some(period),
                stat: Some(stat),
                unit: None,
            });
            before = names;
        } else {
            query.period = Some(period);
        }
        queries.push(query);
    }
    Ok(queries)
}

/// The names with `.` (as before) and `...` (all before, but for the last) written out, as AWS reads them.
fn spelled_out(names: &[Value], before: &[String]) -> Result<Vec<String>, &'static str> {
    let texts: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
    let texts = texts.ok_or("is to be a list of texts, with an object of options at its end")?;
    let mut spelled: Vec<String> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        match *text {
            "..." => {
                let kept = before
                    .len()
                    .checked_sub(texts.len() - at - 1)
                    .ok_or("has `...` where nothing is before")?;
                spelled.extend_from_slice(before.get(at..kept).unwrap_or_default());
            }
            "." => spelled.push(before.get(spelled.len()).ok_or("has `.` where nothing is before")?.clone()),
            text => spelled.push(text.to_owned()),
        }
    }
    match spelled.len() >= 2 && spelled.len().is_multiple_of(2) {
        true => Ok(spelled),
        false => Err("is to have a namespace, a metric, and pairs of dimensions"),
    }
}

fn metric_of(names: &[String]) -> Metric {
    let dimension = |pair: &[String]| Dimension { name: pair[0].clone(), value: pair[1].clone() };
    Metric {
        namespace: Some(names[0].clone()),
        metric_name: Some(names[1].clone()),
        dimensions: names[2..].chunks_exact(2).map(dimension).collect(),
    }
}

fn sheet(results: &[MetricDataResult]) -> Sheet {
    let mut rows: BTreeMap<Timestamp, Vec<Option<String>>> = BTreeMap::new();
    for (at, result) in results.iter().enumerate() {
        for (time, value) in result.timestamps.iter().zip(&result.values) {
            let row = rows.entry(*time).or_insert_with(|| vec![None; results.len()]);
            row[at] = Some(value.to_string());
        }
    }
    let label =
        |result: &MetricDataResult| result.label.clone().or_else(|| result.id.clone()).unwrap_or_default();
    let mut columns = vec![("time".to_owned(), "timestamp".to_owned())];
    columns.extend(results.iter().map(|result| (label(result), "double".to_owned())));
    let row = |(time, values): (Timestamp, Vec<Option<String>>)| {
        std::iter::once(Some(time.iso8601())).chain(values).collect()
    };
    Sheet { columns, rows: rows.into_iter().map(row).collect(), is_cut: false }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn metrics(list: Value) -> Metrics {
        Metrics { metrics: list.as_array().unwrap().clone(), period: 60, stat: "Sum".into() }
    }

    #[test]
    fn dots_stand_for_what_came_before() {
        let span = Span { from: Timestamp(0), to: Timestamp(3_600_000) };
        let list = json!([
            ["AWS/Kinesis", "IncomingRecords", "StreamName", "a", {"id": "m1"}],
            [".", "IncomingBytes", ".", "."],
            ["...", "b", {"stat": "Average"}],
            [{"expression": "m1 / 60", "label": "rate"}]
        ]);
        let queries = queries(&metrics(list), &span).unwrap();
        let stat = |at: usize| queries[at].metric_stat.clone().unwrap();
        assert_eq!(stat(1).metric.unwrap().metric_name.as_deref(), Some("IncomingBytes"));
        let last = stat(2).metric.unwrap();
        assert_eq!(
            (last.metric_name.as_deref(), last.dimensions[0].value.as_str()),
            (Some("IncomingBytes"), "b")
        );
        assert_eq!(stat(2).stat.as_deref(), Some("Average"));
        assert_eq!((queries[3].expression.as_deref(), queries[3].period), (Some("m1 / 60"), Some(60)));
    }

    #[test]
    fn what_is_no_metric_is_refused() {
        let span = Span { from: Timestamp(0), to: Timestamp(1) };
        for list in
            [json!([1]), json!([[]]), json!([["only"]]), json!([["."]]), json!([["..."]]), json!([["a", 1]])]
        {
            assert!(queries(&metrics(list.clone()), &span).is_err(), "{list}");
        }
    }

    #[test]
    fn long_ranges_have_longer_periods() {
        let week = Span { from: Timestamp(0), to: Timestamp(7 * 86_400_000) };
        assert_eq!(period(&metrics(json!([])), &week), 1260);
    }
}
