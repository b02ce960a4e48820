//! The command of the AWS CLI that gives the numbers of a graph.

use cloudwatch_api::{GetMetricDataInput, MetricDataQuery};
use serde_json::{Value, json};

/// The command; what is chosen is quoted for a shell.
pub fn command(asked: &GetMetricDataInput) -> String {
    let queries: Vec<_> = asked.metric_data_queries.iter().map(|asked| query(asked).to_string()).collect();
    let queries = queries.join(",\n  ").replace('\'', r"'\''");
    let at = |at: Option<kernel::Timestamp>| at.unwrap_or_default().iso8601();
    format!(
        "aws cloudwatch get-metric-data --start-time {} --end-time {} --metric-data-queries '[\n  {queries}\n]'",
        at(asked.start_time),
        at(asked.end_time),
    )
}

fn query(query: &MetricDataQuery) -> Value {
    let stat = query.metric_stat.clone().unwrap_or_default();
    let metric = stat.metric.unwrap_or_default();
    let dimensions: Vec<_> =
        metric.dimensions.iter().map(|one| json!({"Name": one.name, "Value": one.value})).collect();
    json!({
        "Id": query.id,
        "MetricStat": {
            "Metric": {"Namespace": metric.namespace, "MetricName": metric.metric_name, "Dimensions": dimensions},
            "Period": stat.period,
            "Stat": stat.stat,
        },
    })
}

#[cfg(test)]
mod tests {
    use cloudwatch_api::{Metric, MetricStat};

    use super::*;

    #[test]
    fn names_with_quotes_stay_within_their_word() {
        let metric = Metric { metric_name: Some("it's".to_owned()), ..Metric::default() };
        let stat = MetricStat { metric: Some(metric), ..MetricStat::default() };
        let one = MetricDataQuery { metric_stat: Some(stat), ..MetricDataQuery::default() };
        let asked = GetMetricDataInput { metric_data_queries: vec![one], ..GetMetricDataInput::default() };
        assert!(command(&asked).contains(r#""MetricName":"it'\''s""#));
    }
}
