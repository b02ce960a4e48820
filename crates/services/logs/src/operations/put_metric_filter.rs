//! `PutMetricFilter`.

use dispatch::{Call, Handle};
use logs_api::{MetricTransformation, PutMetricFilter, PutMetricFilterInput};
use wire::Fault;

use super::filters::plain;
use crate::Logs;
use crate::engine::{Follower, Pattern, StoredMetricFilter};
use crate::errors::invalid;
use crate::limits::FILTER_DIMENSIONS_MAX;

impl Handle<PutMetricFilter> for Logs {
    async fn handle(&self, call: &Call, mut input: PutMetricFilterInput) -> Result<(), Fault> {
        let group = self.filtered(call, &input.log_group_name)?;
        plain(
            input.apply_on_transformed_logs,
            input.field_selection_criteria.as_ref(),
            input.emit_system_field_dimensions.as_ref(),
        )?;
        let pattern = self.pattern(&group, &input.filter_name, &input.filter_pattern)?;
        let Some(into) = input.metric_transformations.pop() else {
            return Err(invalid("metricTransformations must hold one transformation."));
        };
        check(&pattern, &into)?;
        // What was written before counts by the filters of before.
        self.catch_up(&call.place, &group).await?;
        let mut filter = StoredMetricFilter::new(input.filter_name, self.engine.now());
        filter.pattern = input.filter_pattern;
        filter.namespace = into.metric_namespace;
        filter.metric = into.metric_name;
        filter.value = into.metric_value;
        filter.default_value = into.default_value;
        filter.dimensions = into.dimensions.unwrap_or_default();
        filter.unit = into.unit.map(|unit| unit.as_str().to_owned());
        self.engine.put_metric_filter(group.id(), filter).await?;
        self.follow(&call.place, &group, Follower::METRICS);
        Ok(())
    }
}

/// Refuses a transformation that could never count anything.
fn check(pattern: &Pattern, into: &MetricTransformation) -> Result<(), Fault> {
    let refuse = |why: String| Err(invalid(format!("Invalid metric transformation: {why}")));
    if into.metric_name.is_empty() || into.metric_namespace.is_empty() {
        return refuse("metricName and metricNamespace must not be empty".to_owned());
    }
    if into.metric_namespace.starts_with("AWS/") {
        return refuse("metricNamespace must not begin with AWS/".to_owned());
    }
    if let Some(text) =
        [&into.metric_name, &into.metric_namespace].into_iter().find(|text| text.contains(char::is_control))
    {
        return refuse(format!("{text:?} holds a control character"));
    }
    let value = into.metric_value.trim();
    let is_number = value.parse::<f64>().is_ok_and(f64::is_finite);
    if !is_number && !pattern.knows(&into.metric_value) {
        return refuse(format!("{value} is neither a number nor a field that the filter pattern takes out"));
    }
    if into.default_value.is_some_and(|value| !value.is_finite()) {
        return refuse("defaultValue must be a finite number".to_owned());
    }
    let Some(dimensions) = into.dimensions.as_ref().filter(|all| !all.is_empty()) else { return Ok(()) };
    if into.default_value.is_some() {
        return refuse("dimensions and default value are mutually exclusive properties.".to_owned());
    }
    if dimensions.len() > FILTER_DIMENSIONS_MAX {
        return refuse(format!("there may be {FILTER_DIMENSIONS_MAX} dimensions"));
    }
    let sound =
        |name: &String| !name.is_empty() && !name.starts_with(':') && !name.contains(char::is_control);
    match dimensions.iter().find(|(name, value)| !sound(name) || !pattern.knows(value)) {
        Some((name, value)) => {
            refuse(format!("the dimension {name} is {value}, which the filter pattern does not take out"))
        }
        None => Ok(()),
    }
}
