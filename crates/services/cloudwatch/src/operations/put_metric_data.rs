//! `PutMetricData`.

use cloudwatch_api::{MetricDatum, PutMetricData, PutMetricDataInput, StatisticSet};
use dispatch::{Call, Handle};
use kernel::Timestamp;
use wire::Fault;

use super::metric;
use crate::CloudWatch;
use crate::engine::{Datum, Summary};
use crate::errors::{bad_value, combination, exclusive, invalid, missing, too_many};
use crate::limits::{AHEAD_MS, DATA_MAX, PAST_MS, VALUE_MAX, VALUES_MAX};

impl Handle<PutMetricData> for CloudWatch {
    async fn handle(&self, call: &Call, input: PutMetricDataInput) -> Result<(), Fault> {
        let namespace = input.namespace.ok_or_else(|| missing("Namespace"))?;
        if namespace.starts_with("AWS/") {
            return Err(bad_value("Namespace", namespace));
        }
        let now = self.engine.now();
        let mut data = Vec::with_capacity(input.metric_data.len());
        let plain = ("MetricData".to_owned(), input.metric_data);
        let entities = input.entity_metric_data.unwrap_or_default().into_iter().enumerate();
        let entities = entities.map(|(index, entity)| {
            (format!("EntityMetricData.member.{}.MetricData", index + 1), entity.metric_data)
        });
        for (path, list) in std::iter::once(plain).chain(entities) {
            if data.len() + list.len() > DATA_MAX {
                return Err(too_many("MetricData", DATA_MAX));
            }
            for (index, given) in list.into_iter().enumerate() {
                data.push(datum(&format!("{path}.member.{}.", index + 1), &namespace, given, now)?);
            }
        }
        if data.is_empty() {
            return Err(missing("MetricData"));
        }
        Ok(self.engine.put(&call.place, data).await?)
    }
}

/// What `given` says; `path` stands before its parts in messages.
fn datum(path: &str, namespace: &str, given: MetricDatum, now: Timestamp) -> Result<Datum, Fault> {
    let samples = samples(path, &given)?;
    let at = given.timestamp.unwrap_or(now);
    if at.0 + PAST_MS < now.0 || at.0 > now.0 + AHEAD_MS {
        let bound = if at < now { "two weeks in the past" } else { "two hours in the future" };
        return Err(invalid(format!(
            "The parameter {path}Timestamp must specify a time no more than {bound}."
        )));
    }
    let by_second = match given.storage_resolution {
        None | Some(60) => false,
        Some(1) => true,
        Some(other) => return Err(bad_value(&format!("{path}StorageResolution"), other)),
    };
    let unit = given
        .unit
        .map_or_else(|| metric::unit_number(cloudwatch_api::StandardUnit::None), metric::unit_number);
    let metric = metric::name(path, namespace, &given.metric_name, given.dimensions)?;
    Ok(Datum { metric, at, unit, by_second, samples })
}

fn samples(path: &str, given: &MetricDatum) -> Result<Summary, Fault> {
    let named = |part: &str| format!("{path}{part}");
    match (given.value, &given.statistic_values, &given.values) {
        (Some(_), Some(_), _) => Err(exclusive(&named("Value"), &named("StatisticValues"))),
        (Some(_), _, Some(_)) => Err(exclusive(&named("Value"), &named("Values"))),
        (_, Some(_), Some(_)) => Err(exclusive(&named("StatisticValues"), &named("Values"))),
        _ if given.counts.is_some() && given.values.is_none() => Err(missing(&named("Values"))),
        (Some(value), None, None) => Ok(Summary::of_value(number(&named("Value"), value)?, 1.0)),
        (None, Some(set), None) => of_set(path, set),
        (None, None, Some(values)) => of_values(path, values, given.counts.as_deref()),
        (None, None, None) => Err(Fault::sender(
            "MissingRequiredParameterException",
            format!(
                "At least one of the parameters {path}Value, {path}Values or {path}StatisticValues must be specified."
            ),
        )),
    }
}

fn of_set(path: &str, set: &StatisticSet) -> Result<Summary, Fault> {
    let part = |name: &str, value: Option<f64>| {
        let path = format!("{path}StatisticValues.{name}");
        number(&path, value.ok_or_else(|| missing(&path))?)
    };
    let (count, sum) = (part("SampleCount", set.sample_count)?, part("Sum", set.sum)?);
    let (minimum, maximum) = (part("Minimum", set.minimum)?, part("Maximum", set.maximum)?);
    if count <= 0.0 {
        return Err(bad_value(&format!("{path}StatisticValues.SampleCount"), count));
    }
    if minimum > maximum {
        return Err(combination(format!(
            "The parameter {path}StatisticValues.Maximum must be greater than {path}StatisticValues.Minimum."
        )));
    }
    Ok(Summary::of_set(count, sum, minimum, maximum))
}

fn of_values(path: &str, values: &[f64], counts: Option<&[f64]>) -> Result<Summary, Fault> {
    if values.len() > VALUES_MAX {
        return Err(too_many(&format!("{path}Values"), VALUES_MAX));
    }
    if counts.is_some_and(|counts| counts.len() != values.len()) {
        return Err(invalid(format!(
            "The parameters {path}Values and {path}Counts must be of the same size."
        )));
    }
    let mut all: Option<Summary> = None;
    for (index, value) in values.iter().enumerate() {
        let value = number(&format!("{path}Values.member.{}", index + 1), *value)?;
        let count_path = format!("{path}Counts.member.{}", index + 1);
        let count = number(&count_path, counts.map_or(1.0, |counts| counts[index]))?;
        if count <= 0.0 {
            return Err(bad_value(&count_path, count));
        }
        let one = Summary::of_value(value, count);
        match &mut all {
            Some(all) => all.merge(&one),
            None => all = Some(one),
        }
    }
    all.ok_or_else(|| missing(&format!("{path}Values")))
}

/// `value`, if it is one that AWS takes.
fn number(path: &str, value: f64) -> Result<f64, Fault> {
    if value.is_nan() || value.abs() > VALUE_MAX { Err(bad_value(path, value)) } else { Ok(value) }
}
