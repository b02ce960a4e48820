//! `GetMetricStatistics`.

use cloudwatch_api::{
    Datapoint, GetMetricStatistics, GetMetricStatisticsInput, GetMetricStatisticsOutput, Statistic as Asked,
};
use dispatch::{Call, Handle};
use kernel::Timestamp;
use wire::Fault;

use super::{metric, period};
use crate::CloudWatch;
use crate::engine::{Bucket, Statistic, Window};
use crate::errors::{bad_value, combination, invalid, missing};
use crate::limits::STATISTICS_POINTS_MAX;

impl Handle<GetMetricStatistics> for CloudWatch {
    async fn handle(
        &self,
        call: &Call,
        input: GetMetricStatisticsInput,
    ) -> Result<GetMetricStatisticsOutput, Fault> {
        let namespace = input.namespace.ok_or_else(|| missing("Namespace"))?;
        let name = input.metric_name.ok_or_else(|| missing("MetricName"))?;
        let start = input.start_time.ok_or_else(|| missing("StartTime"))?;
        let end = input.end_time.ok_or_else(|| missing("EndTime"))?;
        let given = input.period.ok_or_else(|| missing("Period"))?;
        let metric = metric::name("", &namespace, &name, input.dimensions)?;
        let period_s = period::length_s(given).ok_or_else(|| bad_value("Period", given))?;
        if start >= end {
            return Err(invalid("The parameter StartTime must be less than the parameter EndTime."));
        }
        let plain = input.statistics.unwrap_or_default();
        let extended = extended(input.extended_statistics.unwrap_or_default())?;
        if plain.is_empty() && extended.is_empty() {
            return Err(combination("Must specify either Statistics or ExtendedStatistics"));
        }
        let points = (end.0 - start.0).div_ceil(period_s * 1000);
        if points > STATISTICS_POINTS_MAX {
            return Err(combination(format!(
                "You have requested up to {} datapoints, which exceeds the limit of 1,440. You may reduce the \
                 datapoints requested by increasing Period, or decreasing the time range.",
                with_commas(points)
            )));
        }
        let window = Window {
            start_s: period::rounded_s(start, period_s, self.engine.now()),
            end_s: period::end_s(end),
            period_s,
            unit: input.unit.map(metric::unit_number),
            with_values: !extended.is_empty(),
        };
        let place = call.place.clone();
        let buckets = self.reading(move |engine| engine.read(&place, &metric, &window)).await?;
        let datapoints = buckets.iter().map(|bucket| datapoint(bucket, &plain, &extended)).collect();
        Ok(GetMetricStatisticsOutput { label: Some(name), datapoints })
    }
}

fn extended(names: Vec<String>) -> Result<Vec<(String, Statistic)>, Fault> {
    let parsed = names.into_iter().enumerate().map(|(index, name)| {
        let statistic = Statistic::parse(&name).filter(|statistic| statistic.needs_values());
        let path = || format!("ExtendedStatistics.member.{}", index + 1);
        statistic.ok_or_else(|| bad_value(&path(), &name)).map(|statistic| (name.clone(), statistic))
    });
    parsed.collect()
}

fn datapoint(bucket: &Bucket, plain: &[Asked], extended: &[(String, Statistic)]) -> Datapoint {
    let value = |asked: Asked, statistic: Statistic| {
        plain.contains(&asked).then(|| statistic.of(&bucket.samples)).flatten()
    };
    let extended =
        extended.iter().filter_map(|(name, statistic)| Some((name.clone(), statistic.of(&bucket.samples)?)));
    let extended: std::collections::BTreeMap<_, _> = extended.collect();
    Datapoint {
        timestamp: Some(Timestamp(bucket.start_s * 1000)),
        sample_count: value(Asked::SampleCount, Statistic::SampleCount),
        average: value(Asked::Average, Statistic::Average),
        sum: value(Asked::Sum, Statistic::Sum),
        minimum: value(Asked::Minimum, Statistic::Minimum),
        maximum: value(Asked::Maximum, Statistic::Maximum),
        unit: Some(metric::unit(bucket.unit)),
        extended_statistics: (!extended.is_empty()).then_some(extended),
    }
}

/// `43,260`
fn with_commas(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
    std::iter::once(head.to_owned())
        .filter(|head| !head.is_empty())
        .chain(groups)
        .collect::<Vec<_>>()
        .join(",")
}
