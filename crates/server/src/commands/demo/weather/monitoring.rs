//! What CloudWatch says of the stream and of the function, minute by minute.

use cloudwatch_api::{Datapoint, Dimension, GetMetricStatistics, GetMetricStatisticsInput, Statistic};
use kernel::{Clock, SystemClock, Timestamp};

use crate::client::Client;
use crate::commands::demo::stage::{Stage, Waiting};

/// Seconds of a data point, and their milliseconds.
const PERIOD: i32 = 60;
const MINUTE: u64 = 60_000;

/// The figures.
pub struct Monitoring {
    /// How many of the stream's GetRecords calls succeeded, per cent.
    pub success: f64,
    /// The minutes in which the function was invoked, and how often, in order.
    pub invocations: Vec<(Timestamp, u64)>,
}

/// The figures of `stream` and `function` since the minute of `start`, once there are some.
pub async fn read(
    stage: &Stage<'_>,
    stream: &str,
    function: &str,
    start: Timestamp,
) -> anyhow::Result<Monitoring> {
    let start = Timestamp(start.0 - start.0 % MINUTE);
    let (mut reads, mut calls) = (Vec::new(), Vec::new());
    let wait = Waiting { bar: "metrics           ", what: "CloudWatch", unit: "metrics", function };
    let ask = async || {
        reads =
            ask(&stage.client, ["AWS/Kinesis", "GetRecords.Success"], ["StreamName", stream], start).await?;
        calls = ask(&stage.client, ["AWS/Lambda", "Invocations"], ["FunctionName", function], start).await?;
        Ok(u64::from(!reads.is_empty()) + u64::from(!calls.is_empty()))
    };
    stage.wait(&wait, 2, ask).await?;
    let total = |of: fn(&Datapoint) -> Option<f64>| reads.iter().filter_map(of).sum::<f64>();
    let success = 100.0 * total(|point| point.sum) / total(|point| point.sample_count);
    let invocations = calls.iter().filter_map(|point| Some((point.timestamp?, point.sum? as u64))).collect();
    Ok(Monitoring { success, invocations })
}

/// The data points of a metric, by namespace and name, and by the name and value of its dimension; in order of time.
async fn ask(
    client: &Client,
    [namespace, name]: [&str; 2],
    [dimension, value]: [&str; 2],
    start: Timestamp,
) -> anyhow::Result<Vec<Datapoint>> {
    let input = GetMetricStatisticsInput {
        namespace: Some(namespace.to_owned()),
        metric_name: Some(name.to_owned()),
        dimensions: vec![Dimension { name: dimension.to_owned(), value: value.to_owned() }],
        start_time: Some(start),
        end_time: Some(Timestamp(SystemClock::default().now().0 + MINUTE)),
        period: Some(PERIOD),
        statistics: Some(vec![Statistic::Sum, Statistic::SampleCount]),
        extended_statistics: None,
        unit: None,
    };
    let mut points = client.call::<GetMetricStatistics>(input).await?.datapoints;
    points.sort_by_key(|point| point.timestamp);
    Ok(points)
}
