//! What metrics tell of functions and delivery streams: runs, errors, and how old what they work on is.

use std::collections::BTreeMap;

use cloudwatch_api::{
    Dimension, GetMetricData, GetMetricDataInput, Metric, MetricDataQuery, MetricStat, ScanBy,
};
use kernel::Timestamp;
use wire::Fault;

use super::{Ask, Kind, Scene, State, count, id};
use crate::look;

/// How far back is looked, in milliseconds: the minute that is under way and two before it.
const BACK_MS: u64 = 3 * 60_000;
/// AWS's most queries of one call.
const QUERIES_MAX: usize = 500;

/// What is asked of each kind: namespace, dimension, metric, statistic.
const ASKED: &[(Kind, &str, &str, &str, &str)] = &[
    (Kind::Function, "AWS/Lambda", "FunctionName", "Invocations", "Sum"),
    (Kind::Function, "AWS/Lambda", "FunctionName", "Errors", "Sum"),
    (Kind::Function, "AWS/Lambda", "FunctionName", "IteratorAge", "Maximum"),
    (Kind::Delivery, "AWS/Firehose", "DeliveryStreamName", "DeliveryToS3.DataFreshness", "Maximum"),
];

pub async fn gather(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let mut asked = Vec::new();
    for node in scene.nodes.values() {
        for (_, namespace, dimension, metric, stat) in ASKED.iter().filter(|(kind, ..)| *kind == node.kind) {
            asked.push((
                id(node.kind, &node.name),
                *metric,
                query(asked.len(), namespace, dimension, metric, stat, &node.name),
            ));
        }
    }
    asked.truncate(QUERIES_MAX);
    if asked.is_empty() {
        return Ok(());
    }
    let now = ask.now();
    let input = GetMetricDataInput {
        metric_data_queries: asked.iter().map(|(_, _, query)| query.clone()).collect(),
        start_time: Some(Timestamp(now.0.saturating_sub(BACK_MS))),
        end_time: Some(Timestamp(now.0 + 1000)),
        next_token: None,
        scan_by: Some(ScanBy::TimestampAscending),
        max_datapoints: None,
        label_options: None,
    };
    let output = ask.of::<GetMetricData>(input).await?;
    let mut told: BTreeMap<(&str, &str), f64> = BTreeMap::new();
    for result in &output.metric_data_results {
        let number = result
            .id
            .as_deref()
            .and_then(|id| id.strip_prefix('q'))
            .and_then(|text| text.parse::<usize>().ok());
        let Some((node, metric, _)) = number.and_then(|number| asked.get(number)) else { continue };
        let value = match *metric {
            "Invocations" | "Errors" => result.values.iter().sum(),
            // The newest tells how it is now.
            _ => result.values.last().copied().unwrap_or_default(),
        };
        told.insert((node, metric), value);
    }
    for (node, _, _) in &asked {
        show(scene, node, |metric| told.get(&(node.as_str(), metric)).copied().unwrap_or_default());
    }
    Ok(())
}

fn query(
    number: usize,
    namespace: &str,
    dimension: &str,
    metric: &str,
    stat: &str,
    name: &str,
) -> MetricDataQuery {
    let metric = Metric {
        namespace: Some(namespace.to_owned()),
        metric_name: Some(metric.to_owned()),
        dimensions: vec![Dimension { name: dimension.to_owned(), value: name.to_owned() }],
    };
    MetricDataQuery {
        id: format!("q{number}"),
        metric_stat: Some(MetricStat {
            metric: Some(metric),
            period: Some(60),
            stat: Some(stat.to_owned()),
            unit: None,
        }),
        expression: None,
        label: None,
        return_data: Some(true),
        period: None,
        account_id: None,
    }
}

fn show(scene: &mut Scene, node: &str, of: impl Fn(&str) -> f64) {
    let Some(shown) = scene.nodes.get_mut(node) else { return };
    match shown.kind {
        Kind::Function => {
            let (runs, errors) = (of("Invocations"), of("Errors"));
            if runs > 0.0 {
                shown.said = format!("{} runs in 3 min", count(runs as u64));
            }
            if errors > 0.0 {
                shown.said = format!("{} of {} runs failed", count(errors as u64), count(runs as u64));
                shown.state = if errors >= runs / 2.0 { State::Failing } else { State::Ailing };
                shown.why = format!(
                    "{} of {} runs ended with an error in the last three minutes; its page shows event, error and log",
                    count(errors as u64),
                    count(runs as u64)
                );
            }
            let late = of("IteratorAge") as u64;
            for (_, arrow) in scene.arrows.iter_mut().filter(|((_, to), _)| to == node) {
                arrow.late_ms = Some(late).filter(|_| arrow.what == "subscription");
            }
        }
        Kind::Delivery => {
            let seconds = of("DeliveryToS3.DataFreshness");
            if seconds > 0.0 {
                shown.said = format!("oldest waits {}", look::span((seconds * 1000.0) as u64));
            }
        }
        _ => {}
    }
}
