//! Sums of the house's metrics, asked as any client asks: GetMetricData.

use cloudwatch_api::{Dimension, GetMetricData, GetMetricDataInput, Metric, MetricDataQuery, MetricStat};
use kernel::Timestamp;

use crate::client::Client;

/// How many queries one call takes (API reference of GetMetricData).
const QUERIES_MAX: usize = 500;
/// Up to this long, minutes are summed; from then on hours, as minutes are kept for 15 days.
const MINUTES_MAX_MS: u64 = 86_400_000;

/// A metric, by its dimensions.
pub struct Wanted<'a> {
    pub namespace: &'a str,
    pub name: &'a str,
    /// Name and value; none for a metric that has no dimensions.
    pub dimension: Option<(&'a str, &'a str)>,
}

/// The sums of metrics from `start` to `end`, in the order asked; 0 where there are none.
pub async fn sums(
    client: &Client,
    wanted: &[Wanted<'_>],
    (start, end): (Timestamp, Timestamp),
) -> anyhow::Result<Vec<f64>> {
    let mut sums = vec![0.0; wanted.len()];
    let period_s = if end.millis_since(start) <= MINUTES_MAX_MS { 60 } else { 3600 };
    // Whole periods: what began before the run within its first is nobody's but the run's.
    let period_ms = period_s as u64 * 1000;
    let start_time = Some(Timestamp(start.0 / period_ms * period_ms));
    let end_time = Some(Timestamp((end.0 / period_ms + 1) * period_ms));
    for (chunk, part) in wanted.chunks(QUERIES_MAX).enumerate() {
        let queries: Vec<_> =
            part.iter().enumerate().map(|(at, wanted)| query(at, wanted, period_s)).collect();
        let mut next_token = None;
        loop {
            let input = GetMetricDataInput {
                metric_data_queries: queries.clone(),
                start_time,
                end_time,
                next_token,
                ..GetMetricDataInput::default()
            };
            let output = client.call::<GetMetricData>(input).await?;
            for result in output.metric_data_results {
                let at =
                    result.id.and_then(|id| id.strip_prefix('m').and_then(|at| at.parse::<usize>().ok()));
                if let Some(sum) = at.and_then(|at| sums.get_mut(chunk * QUERIES_MAX + at)) {
                    *sum += result.values.iter().sum::<f64>();
                }
            }
            next_token = output.next_token;
            if next_token.is_none() {
                break;
            }
        }
    }
    Ok(sums)
}

fn query(at: usize, wanted: &Wanted<'_>, period_s: i32) -> MetricDataQuery {
    let dimension =
        |(name, value): (&str, &str)| Dimension { name: name.to_owned(), value: value.to_owned() };
    let metric = Metric {
        namespace: Some(wanted.namespace.to_owned()),
        metric_name: Some(wanted.name.to_owned()),
        dimensions: wanted.dimension.map(dimension).into_iter().collect(),
    };
    let stat =
        MetricStat { metric: Some(metric), period: Some(period_s), stat: Some("Sum".to_owned()), unit: None };
    MetricDataQuery { id: format!("m{at}"), metric_stat: Some(stat), ..MetricDataQuery::default() }
}
