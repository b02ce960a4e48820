//! `DescribeAlarmsForMetric`.

use std::ops::ControlFlow;

use cloudwatch_api::{
    DescribeAlarmsForMetric, DescribeAlarmsForMetricInput, DescribeAlarmsForMetricOutput, Dimension,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::alarm::{Shown, shown};
use crate::CloudWatch;
use crate::alarms::{MetricWatch, Watches};
use crate::engine::MetricName;

impl Handle<DescribeAlarmsForMetric> for CloudWatch {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeAlarmsForMetricInput,
    ) -> Result<DescribeAlarmsForMetricOutput, Fault> {
        let mut metric_alarms = Vec::new();
        self.alarms.alarms(&call.place, "", None, &mut |alarm| {
            if matches!(&alarm.watches, Watches::Metric(watch) if fits(watch, &input))
                && let Shown::Metric(alarm) = shown(&call.place, alarm)
            {
                metric_alarms.push(*alarm);
            }
            ControlFlow::Continue(())
        })?;
        Ok(DescribeAlarmsForMetricOutput { metric_alarms })
    }
}

/// Whether it is an alarm on this metric alone.
fn fits(watch: &MetricWatch, input: &DescribeAlarmsForMetricInput) -> bool {
    let name = |namespace: &str, name: &str, dimensions: &[Dimension]| {
        let dimensions = dimensions.iter().map(|one| (one.name.clone(), one.value.clone()));
        MetricName::new(namespace.to_owned(), name.to_owned(), dimensions.collect())
    };
    let (Some(namespace), Some(metric)) = (&watch.namespace, &watch.metric_name) else { return false };
    name(namespace, metric, &watch.dimensions)
        == name(&input.namespace, &input.metric_name, input.dimensions.as_deref().unwrap_or_default())
        && input.statistic.is_none_or(|statistic| watch.statistic == Some(statistic))
        && input
            .extended_statistic
            .as_ref()
            .is_none_or(|wanted| watch.extended_statistic.as_ref() == Some(wanted))
        && input.period.is_none_or(|period| watch.period == Some(period))
        && input.unit.is_none_or(|unit| watch.unit == Some(unit))
}
