//! What is drawn: metrics, a statistic, a period and a time range, out of the parameters of a page.
//!
//! A metric is written as in the bodies of CloudWatch's dashboards: `["Namespace", "Name", "Dimension", "value", …]`.

use cloudwatch_api::{Dimension, GetMetricDataInput, Metric, MetricDataQuery, MetricStat, ScanBy};
use kernel::Timestamp;
use maud::{Markup, html};
use serde_json::Value;
use wire::Fault;

use crate::visit::{Visit, percent_encoded};

/// How many metrics are drawn at once: more lines could not be told apart.
const METRICS_MAX: usize = 20;
/// How many points a line has at most.
const POINTS_MAX: u64 = 3_000;

/// Time ranges in minutes, with their titles, and the period in seconds that suits each.
const RANGES: &[(&str, &str, u64, u64)] = &[
    ("15m", "15 minutes", 15, 60),
    ("1h", "hour", 60, 60),
    ("3h", "3 hours", 180, 60),
    ("12h", "12 hours", 720, 300),
    ("1d", "day", 1_440, 300),
    ("7d", "week", 10_080, 3_600),
    ("30d", "30 days", 43_200, 21_600),
];
const PERIODS: &[(u64, &str)] = &[
    (1, "1 second"),
    (10, "10 seconds"),
    (60, "minute"),
    (300, "5 minutes"),
    (3_600, "hour"),
    (21_600, "6 hours"),
    (86_400, "day"),
];
const STATISTICS: &[&str] = &["Average", "Sum", "Minimum", "Maximum", "SampleCount", "p50", "p90", "p99"];

/// What is drawn.
#[derive(Debug)]
pub struct Choice {
    pub metrics: Vec<Metric>,
    statistic: String,
    /// Whether the statistic was chosen, and not ours.
    is_told: bool,
    /// In seconds; that of the range where none is chosen.
    period: Option<u64>,
    range: &'static (&'static str, &'static str, u64, u64),
}

impl Choice {
    /// Reads it from the parameters.
    pub fn read(visit: &Visit) -> Result<Self, Fault> {
        let metrics: Vec<Metric> = visit.parameters("m").map(metric).collect::<Result<_, _>>()?;
        let (statistic, period) = (visit.parameter("stat"), visit.parameter("period"));
        Self::of(metrics, statistic, period, visit.parameter("last").unwrap_or("3h"))
    }

    fn of(
        metrics: Vec<Metric>,
        statistic: Option<&str>,
        period: Option<&str>,
        last: &str,
    ) -> Result<Self, Fault> {
        if metrics.is_empty() {
            return Err(refused("Choose a metric first."));
        }
        if metrics.len() > METRICS_MAX {
            return Err(refused(&format!("At most {METRICS_MAX} metrics are drawn at once.")));
        }
        let range = RANGES.iter().find(|(word, ..)| *word == last);
        let range = range.ok_or_else(|| refused(&format!("There is no range called {last}.")))?;
        let period = match period.filter(|period| *period != "auto") {
            None => None,
            Some(period) => Some(
                period
                    .parse()
                    .ok()
                    .filter(|period| PERIODS.iter().any(|(known, _)| known == period))
                    .ok_or_else(|| {
                        refused("A period is one of 1, 10, 60, 300, 3600, 21600 and 86400 seconds.")
                    })?,
            ),
        };
        if period.is_some_and(|period| range.2 * 60 / period > POINTS_MAX) {
            return Err(refused("That would be too many points: choose a longer period or a shorter time."));
        }
        let is_told = statistic.is_some();
        let statistic = statistic.map_or_else(|| suiting(&metrics[0]).to_owned(), str::to_owned);
        Ok(Self { metrics, statistic, is_told, period, range })
    }

    /// The period in seconds.
    fn seconds(&self) -> u64 {
        self.period.unwrap_or(self.range.3)
    }

    /// What is asked of CloudWatch, for a graph that ends `now`.
    pub fn question(&self, now: Timestamp) -> GetMetricDataInput {
        let step = self.seconds() * 1000;
        let end = now.0 / step * step + step;
        let ask = |(at, metric): (usize, &Metric)| MetricDataQuery {
            id: format!("m{}", at + 1),
            label: Some(if self.metrics.len() == 1 { self.statistic.clone() } else { name_of(metric) }),
            metric_stat: Some(MetricStat {
                metric: Some(metric.clone()),
                period: i32::try_from(self.seconds()).ok(),
                stat: Some(self.statistic.clone()),
                unit: None,
            }),
            ..MetricDataQuery::default()
        };
        GetMetricDataInput {
            metric_data_queries: self.metrics.iter().enumerate().map(ask).collect(),
            start_time: Some(Timestamp(end.saturating_sub(self.range.2 * 60_000))),
            end_time: Some(Timestamp(end)),
            scan_by: Some(ScanBy::TimestampAscending),
            ..GetMetricDataInput::default()
        }
    }

    /// It as a query.
    pub fn query(&self) -> String {
        let metrics: Vec<_> =
            self.metrics.iter().map(|metric| format!("m={}", percent_encoded(&json(metric)))).collect();
        let statistic =
            if self.is_told { format!("&stat={}", percent_encoded(&self.statistic)) } else { String::new() };
        let period = self.period.map(|period| format!("&period={period}")).unwrap_or_default();
        format!("{}{statistic}{period}&last={}", metrics.join("&"), self.range.0)
    }

    /// It in words.
    pub fn told(&self) -> String {
        let period = PERIODS.iter().find(|(seconds, _)| *seconds == self.seconds());
        let period = period.map_or("", |(_, title)| title);
        format!("{} by the {period}, the last {}", self.statistic, self.range.1)
    }

    /// The form that changes it.
    pub fn form(&self) -> Markup {
        html! {
            form.fields method="get" action="/_pumphouse/graphs/view" {
                @for metric in &self.metrics { input type="hidden" name="m" value=(json(metric)); }
                label {
                    "Statistic"
                    select name="stat" {
                        @for statistic in STATISTICS { option selected[*statistic == self.statistic] { (statistic) } }
                        @if !STATISTICS.contains(&self.statistic.as_str()) { option selected { (self.statistic) } }
                    }
                }
                label {
                    "Period"
                    select name="period" {
                        option value="auto" { "as suits the time" }
                        @for (seconds, title) in PERIODS {
                            option value=(seconds) selected[self.period == Some(*seconds)] { (title) }
                        }
                    }
                }
                label {
                    "The last"
                    select name="last" {
                        @for (word, title, ..) in RANGES { option value=(word) selected[*word == self.range.0] { (title) } }
                    }
                }
                button { "Draw" }
            }
        }
    }
}

fn refused(text: &str) -> Fault {
    Fault::sender("InvalidParameterValue", text)
}

/// Numbers that are counted are added up; others are averaged.
fn suiting(metric: &Metric) -> &'static str {
    const COUNTED: &[&str] = &[
        "Records",
        "Bytes",
        "Count",
        "Invocations",
        "Errors",
        "Throttles",
        "Units",
        "Sent",
        "Received",
        "Deleted",
        "Events",
        "Success",
        "Requests",
    ];
    let name = metric.metric_name.as_deref().unwrap_or_default();
    if COUNTED.iter().any(|end| name.ends_with(end)) { "Sum" } else { "Average" }
}

/// The metric that is written so.
fn metric(text: &str) -> Result<Metric, Fault> {
    let words: Option<Vec<String>> = serde_json::from_str::<Vec<Value>>(text)
        .ok()
        .and_then(|words| words.into_iter().map(|word| word.as_str().map(str::to_owned)).collect());
    match words.as_deref() {
        Some([namespace, name, dimensions @ ..]) if dimensions.len() % 2 == 0 => Ok(Metric {
            namespace: Some(namespace.clone()),
            metric_name: Some(name.clone()),
            dimensions: dimensions
                .chunks(2)
                .map(|pair| Dimension { name: pair[0].clone(), value: pair[1].clone() })
                .collect(),
        }),
        _ => Err(refused(
            r#"A metric is written like ["AWS/Kinesis", "IncomingRecords", "StreamName", "orders"]."#,
        )),
    }
}

/// The metric as it is written.
pub fn json(metric: &Metric) -> String {
    let mut words = vec![
        metric.namespace.as_deref().unwrap_or_default(),
        metric.metric_name.as_deref().unwrap_or_default(),
    ];
    for dimension in &metric.dimensions {
        words.extend([dimension.name.as_str(), dimension.value.as_str()]);
    }
    serde_json::json!(words).to_string()
}

/// Its dimensions in words.
pub fn dimensions(metric: &Metric) -> String {
    let all: Vec<_> = metric.dimensions.iter().map(|one| format!("{} {}", one.name, one.value)).collect();
    all.join(", ")
}

/// Its name and what it is of.
pub fn name_of(metric: &Metric) -> String {
    let name = metric.metric_name.as_deref().unwrap_or_default();
    let values: Vec<_> = metric.dimensions.iter().map(|one| one.value.as_str()).collect();
    if values.is_empty() { name.to_owned() } else { format!("{name} {}", values.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDERS: &str = r#"["AWS/Kinesis","IncomingRecords","StreamName","orders"]"#;

    fn choice(statistic: Option<&str>, period: Option<&str>, last: &str) -> Result<Choice, Fault> {
        Choice::of(vec![metric(ORDERS).unwrap()], statistic, period, last)
    }

    #[test]
    fn metrics_are_written_and_read() {
        assert_eq!(json(&metric(ORDERS).unwrap()), ORDERS);
        for bad in ["", "{}", "[]", "[\"a\"]", "[\"a\",\"b\",\"c\"]", "[1,2]", "<script>"] {
            assert_eq!(metric(bad).unwrap_err().status, 400, "{bad}");
        }
    }

    #[test]
    fn a_choice_is_a_question_with_whole_periods() {
        let asked = choice(None, None, "1h").unwrap().question(Timestamp(7_230_000));
        assert_eq!(
            (asked.start_time, asked.end_time),
            (Some(Timestamp(3_660_000)), Some(Timestamp(7_260_000)))
        );
        let stat = asked.metric_data_queries[0].metric_stat.clone().unwrap();
        assert_eq!((stat.period, stat.stat.as_deref()), (Some(60), Some("Sum")));
        let query = choice(Some("p99"), Some("300"), "1d").unwrap().query();
        assert!(
            query.starts_with("m=%5B%22AWS") && query.ends_with("&stat=p99&period=300&last=1d"),
            "{query}"
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_refused() {
        for (period, last) in [(Some("7"), "1h"), (Some("x"), "1h"), (Some("1"), "7d"), (None, "year")] {
            assert_eq!(choice(None, period, last).unwrap_err().status, 400, "{period:?} {last}");
        }
        assert!(Choice::of(Vec::new(), None, None, "1h").is_err());
    }
}
