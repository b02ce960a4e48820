//! CloudWatch Logs, as far as templates need it.

use std::sync::Arc;

use dispatch::{Call, Carrier, Handle, Routes};
use logs_api as logs;
use wire::{Fault, Operation};

use super::Fakes;

pub(super) fn carrier(fakes: &Arc<Fakes>) -> Carrier {
    Carrier::embedded(
        Routes::new(&logs::SERVICE, Arc::clone(fakes))
            .with::<logs::CreateLogGroup>()
            .with::<logs::CreateLogStream>()
            .with::<logs::DeleteLogGroup>()
            .with::<logs::DeleteLogStream>()
            .with::<logs::DeleteMetricFilter>()
            .with::<logs::DeleteRetentionPolicy>()
            .with::<logs::DeleteSubscriptionFilter>()
            .with::<logs::DescribeLogGroups>()
            .with::<logs::DescribeMetricFilters>()
            .with::<logs::DescribeSubscriptionFilters>()
            .with::<logs::PutMetricFilter>()
            .with::<logs::PutRetentionPolicy>()
            .with::<logs::PutSubscriptionFilter>()
            .with::<logs::TagLogGroup>()
            .with::<logs::UntagLogGroup>(),
    )
}

fake!(logs::CreateLogGroup, |fakes, _call, input| fakes.make(format!("group/{}", input.log_group_name))?);
fake!(logs::DeleteRetentionPolicy, |fakes, _call, _input| ());
fake!(logs::DeleteLogGroup, |fakes, _call, input| fakes
    .remove(&format!("group/{}", input.log_group_name))?);
fake!(logs::PutRetentionPolicy, |fakes, _call, _input| ());
fake!(logs::DescribeLogGroups, |fakes, call, input| {
    let name = input.log_group_name_prefix.unwrap();
    let (made, _) = fakes.look(&format!("group/{name}"))?;
    let group = |name: String| logs::LogGroup {
        arn: Some(call.place.arn("logs", &format!("log-group:{name}:*")).to_string()),
        log_group_name: Some(name),
        creation_time: Some(made.0 as i64),
        ..Default::default()
    };
    logs::DescribeLogGroupsOutput {
        log_groups: Some(vec![group(format!("{name}-other")), group(name)]),
        next_token: None,
    }
});
fake!(logs::TagLogGroup, |fakes, _call, _input| ());
fake!(logs::UntagLogGroup, |fakes, _call, _input| ());

fake!(logs::CreateLogStream, |fakes, _call, input| fakes.make(format!("log/{}", input.log_stream_name))?);
fake!(logs::DeleteLogStream, |fakes, _call, input| fakes
    .remove(&format!("log/{}", input.log_stream_name))?);

fake!(logs::PutMetricFilter, |fakes, _call, input| {
    let name = format!("metric/{}", input.filter_name);
    if fakes.look(&name).is_err() {
        fakes.make(name)?;
    }
});
fake!(logs::DescribeMetricFilters, |fakes, _call, input| {
    let name = input.filter_name_prefix;
    let there = fakes.look(&format!("metric/{}", name.clone().unwrap())).is_ok();
    let found = there.then(|| logs::MetricFilter { filter_name: name, ..Default::default() });
    logs::DescribeMetricFiltersOutput { metric_filters: Some(found.into_iter().collect()), next_token: None }
});
fake!(logs::DeleteMetricFilter, |fakes, _call, input| fakes
    .remove(&format!("metric/{}", input.filter_name))?);

fake!(logs::PutSubscriptionFilter, |fakes, _call, input| {
    let name = format!("subscription/{}", input.filter_name);
    if fakes.look(&name).is_err() {
        fakes.make(name)?;
    }
});
fake!(logs::DescribeSubscriptionFilters, |fakes, _call, _input| {
    let _ = fakes;
    logs::DescribeSubscriptionFiltersOutput::default()
});
fake!(logs::DeleteSubscriptionFilter, |fakes, _call, input| {
    fakes.remove(&format!("subscription/{}", input.filter_name))?;
});
