//! When an alarm rings, in words.

use cloudwatch_api::{ComparisonOperator, MetricAlarm};

use crate::rooms::graphs;

/// The rule of an alarm on a metric: `Maximum of Temperature motor-1 > 90, 2 of 3 times a minute`.
pub fn told(alarm: &MetricAlarm) -> String {
    let statistic = alarm.statistic.as_ref().map(|statistic| statistic.as_str().to_owned());
    let statistic = statistic.or_else(|| alarm.extended_statistic.clone());
    let what = match &alarm.metric_name {
        Some(_) => format!("{} of {}", statistic.unwrap_or_default(), graphs::name_of(&metric(alarm))),
        None => expression(alarm),
    };
    let threshold = alarm.threshold.map(|threshold| threshold.to_string()).unwrap_or_default();
    let all = alarm.evaluation_periods.unwrap_or(1);
    let some = alarm.datapoints_to_alarm.unwrap_or(all);
    let period = alarm.period.map(|seconds| format!(" of {seconds} s")).unwrap_or_default();
    let times = match (some, all) {
        (1, 1) => format!("in one period{period}"),
        (some, all) if some == all => format!("in {all} periods{period}"),
        (some, all) => format!("in {some} of {all} periods{period}"),
    };
    format!("{what} {} {threshold} {times}", sign(alarm.comparison_operator))
}

/// The metric of an alarm.
pub fn metric(alarm: &MetricAlarm) -> cloudwatch_api::Metric {
    cloudwatch_api::Metric {
        namespace: alarm.namespace.clone(),
        metric_name: alarm.metric_name.clone(),
        dimensions: alarm.dimensions.clone(),
    }
}

/// The query whose answer is compared.
fn expression(alarm: &MetricAlarm) -> String {
    let compared = alarm.metrics.iter().flatten().find(|query| query.return_data != Some(false));
    let named = compared.and_then(|query| query.label.clone().or_else(|| query.expression.clone()));
    named.unwrap_or_default()
}

fn sign(operator: Option<ComparisonOperator>) -> &'static str {
    match operator {
        Some(ComparisonOperator::GreaterThanOrEqualToThreshold) => "≥",
        Some(ComparisonOperator::GreaterThanThreshold) => ">",
        Some(ComparisonOperator::LessThanThreshold) => "<",
        Some(ComparisonOperator::LessThanOrEqualToThreshold) => "≤",
        Some(ComparisonOperator::LessThanLowerOrGreaterThanUpperThreshold) => "outside the band",
        Some(ComparisonOperator::LessThanLowerThreshold) => "below the band",
        Some(ComparisonOperator::GreaterThanUpperThreshold) => "above the band",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use cloudwatch_api::{Dimension, Statistic};

    use super::*;

    #[test]
    fn rules_are_sentences() {
        let alarm = MetricAlarm {
            metric_name: Some("Temperature".to_owned()),
            dimensions: vec![Dimension { name: "Motor".to_owned(), value: "m1".to_owned() }],
            statistic: Some(Statistic::Maximum),
            comparison_operator: Some(ComparisonOperator::GreaterThanThreshold),
            threshold: Some(90.0),
            period: Some(60),
            evaluation_periods: Some(3),
            datapoints_to_alarm: Some(2),
            ..MetricAlarm::default()
        };
        assert_eq!(told(&alarm), "Maximum of Temperature m1 > 90 in 2 of 3 periods of 60 s");
    }
}
