//! `DescribeMetricFilters`.

use std::ops::ControlFlow;

use dispatch::{Call, Handle};
use logs_api::{
    DescribeMetricFilters, DescribeMetricFiltersInput, DescribeMetricFiltersOutput, MetricFilter,
    MetricTransformation, StandardUnit,
};
use wire::Fault;

use super::filters::page;
use crate::Logs;
use crate::engine::StoredMetricFilter;
use crate::errors::invalid;

impl Handle<DescribeMetricFilters> for Logs {
    async fn handle(
        &self,
        call: &Call,
        input: DescribeMetricFiltersInput,
    ) -> Result<DescribeMetricFiltersOutput, Fault> {
        if input.metric_name.is_some() != input.metric_namespace.is_some() {
            return Err(invalid("Both metricName and metricNamespace must be specified, or neither."));
        }
        if input.filter_name_prefix.is_some() && input.log_group_name.is_none() {
            return Err(invalid("filterNamePrefix can only be specified together with logGroupName."));
        }
        let mut groups = Vec::new();
        match input.log_group_name.as_deref() {
            Some(name) => groups.push(self.find(call, Some(name), None)?),
            None => self.engine.groups(&call.place, "", None, |group| {
                groups.push(group);
                ControlFlow::Continue(())
            })?,
        }
        let wanted = |filter: &StoredMetricFilter| {
            input.metric_name.as_ref().is_none_or(|name| *name == filter.metric)
                && input.metric_namespace.as_ref().is_none_or(|name| *name == filter.namespace)
        };
        let (mut all, prefix) = (Vec::new(), input.filter_name_prefix.as_deref().unwrap_or_default());
        for group in groups {
            let filters = self.engine.metric_filters(group.id(), prefix)?;
            all.extend(filters.into_iter().filter(wanted).map(|filter| (group.name.clone(), filter)));
        }
        // Neither name has a colon in it.
        let key = |(group, filter): &(String, StoredMetricFilter)| format!("{group}:{}", filter.name);
        all.sort_by_cached_key(key);
        let (filters, next_token) = page(all, key, input.next_token.as_deref(), input.limit);
        let filters = filters.into_iter().map(|(group, filter)| describe(group, filter)).collect();
        Ok(DescribeMetricFiltersOutput { metric_filters: Some(filters), next_token })
    }
}

fn describe(group: String, filter: StoredMetricFilter) -> MetricFilter {
    MetricFilter {
        filter_name: Some(filter.name),
        filter_pattern: Some(filter.pattern),
        metric_transformations: Some(vec![MetricTransformation {
            metric_name: filter.metric,
            metric_namespace: filter.namespace,
            metric_value: filter.value,
            default_value: filter.default_value,
            dimensions: Some(filter.dimensions).filter(|all| !all.is_empty()),
            unit: filter.unit.as_deref().and_then(StandardUnit::parse),
        }]),
        creation_time: Some(filter.created.0 as i64),
        log_group_name: Some(group),
        apply_on_transformed_logs: Some(false),
        ..MetricFilter::default()
    }
}
