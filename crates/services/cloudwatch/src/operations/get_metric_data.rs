//! `GetMetricData`.

use std::collections::{BTreeMap, BTreeSet};

use cloudwatch_api::{
    GetMetricData, GetMetricDataInput, GetMetricDataOutput, MetricDataResult, ScanBy, StatusCode,
};
use dispatch::{Call, Handle};
use kernel::{Place, Timestamp};
use wire::Fault;

use super::page;
use super::query::{Evaluation, Of, Query, parse};
use crate::CloudWatch;
use crate::engine::Engine;
use crate::errors::{missing, validation};
use crate::limits::{DATA_POINTS_MAX, QUERIES_MAX};
use crate::math::{Series, dynamic, is_dynamic};

impl Handle<GetMetricData> for CloudWatch {
    async fn handle(&self, call: &Call, input: GetMetricDataInput) -> Result<GetMetricDataOutput, Fault> {
        let asked = Asked::parse(input, &call.place)?;
        let place = call.place.clone();
        self.reading(move |engine| Ok(asked.answer(engine, &place))).await?
    }
}

/// An input that makes sense.
struct Asked {
    start: Timestamp,
    end: Timestamp,
    ascends: bool,
    most: usize,
    queries: Vec<Query>,
    place: Shown,
}

/// How far earlier pages came: results that were shown whole, and what was shown last of the next one.
#[derive(Clone, Copy, Default)]
struct Shown {
    results: usize,
    last_s: Option<u64>,
}

impl Asked {
    fn parse(input: GetMetricDataInput, place: &Place) -> Result<Self, Fault> {
        let start = input.start_time.ok_or_else(|| missing("StartTime"))?;
        let end = input.end_time.ok_or_else(|| missing("EndTime"))?;
        if start >= end {
            return Err(validation("The parameter StartTime must be less than the parameter EndTime."));
        }
        let given = input.metric_data_queries;
        if given.is_empty() {
            return Err(missing("MetricDataQueries"));
        }
        if given.len() > QUERIES_MAX {
            return Err(validation(format!(
                "The collection MetricDataQueries must not have a size greater than {QUERIES_MAX}."
            )));
        }
        let most = match input.max_datapoints {
            None => DATA_POINTS_MAX,
            Some(most) => usize::try_from(most)
                .ok()
                .filter(|most| (1..=DATA_POINTS_MAX).contains(most))
                .ok_or_else(|| {
                    validation(format!("The parameter MaxDatapoints must be from 1 to {DATA_POINTS_MAX}."))
                })?,
        };
        let queries = given
            .into_iter()
            .enumerate()
            .map(|(index, query)| parse(&format!("MetricDataQueries.member.{}", index + 1), query, place));
        let queries = queries.collect::<Result<Vec<_>, _>>()?;
        let ids: BTreeSet<_> = queries.iter().map(|query| query.id.as_str()).collect();
        if ids.len() < queries.len() {
            return Err(validation("The values for parameter id in MetricDataQueries are not unique."));
        }
        if !queries.iter().any(|query| query.shown) {
            return Err(validation("At least one query must have ReturnData set to true."));
        }
        let place = shown(input.next_token.as_deref())?;
        let ascends = input.scan_by == Some(ScanBy::TimestampAscending);
        Ok(Self { start, end, ascends, most, queries, place })
    }

    fn answer(&self, engine: &Engine, place: &Place) -> Result<GetMetricDataOutput, Fault> {
        let results = self.results(engine, place)?;
        let mut output = GetMetricDataOutput::default();
        let mut left = self.most;
        for (number, (id, label, series)) in results.into_iter().enumerate().skip(self.place.results) {
            let mut points = series.points;
            if !self.ascends {
                points.reverse();
            }
            if let Some(last_s) = self.place.last_s.filter(|_| number == self.place.results) {
                points.retain(|(time, _)| if self.ascends { *time > last_s } else { *time < last_s });
            }
            let cut = points.len() > left;
            points.truncate(left);
            left -= points.len();
            if let (true, Some((last_s, _))) = (cut, points.last()) {
                output.next_token = Some(page::token(&format!("{number} {last_s}")));
            } else if cut {
                output.next_token = Some(page::token(&format!("{number}")));
                break;
            }
            output.metric_data_results.push(MetricDataResult {
                id: Some(id),
                label: Some(label),
                timestamps: points.iter().map(|(time, _)| Timestamp(time * 1000)).collect(),
                values: points.iter().map(|(_, value)| *value).collect(),
                status_code: Some(if cut { StatusCode::PartialData } else { StatusCode::Complete }),
                messages: None,
            });
            if cut {
                break;
            }
        }
        Ok(output)
    }

    /// All series that are returned, with their ids and labels.
    fn results(&self, engine: &Engine, place: &Place) -> Result<Vec<(String, String, Series)>, Fault> {
        let period_of = |query: &Query| match &query.of {
            Of::Metric(wanted) => Some(wanted.period_s()),
            Of::Expression { period_s, .. } => *period_s,
        };
        let default_period_s = self.queries.iter().filter_map(period_of).max().unwrap_or(300);
        let mut evaluation = Evaluation {
            engine,
            place,
            start: self.start,
            end: self.end,
            queries: &self.queries,
            values: BTreeMap::new(),
            period_s: default_period_s,
            default_period_s,
            from_start: false,
        };
        evaluation.run()?;
        let mut results = Vec::new();
        for query in self.queries.iter().filter(|query| query.shown) {
            let Some(value) = evaluation.values.remove(query.id.as_str()) else { continue };
            let is_array = matches!(value, crate::math::Value::Array(_));
            for series in value.into_series() {
                let label = match (&query.label, &query.of) {
                    (Some(label), _) if is_dynamic(label) => dynamic(label, &series),
                    (Some(label), _) if is_array => format!("{label} {}", series.label),
                    (Some(label), _) => label.clone(),
                    (None, Of::Expression { .. }) if !is_array => query.id.clone(),
                    (None, _) => series.label.clone(),
                };
                results.push((query.id.clone(), label, series));
            }
        }
        Ok(results)
    }
}

fn shown(token: Option<&str>) -> Result<Shown, Fault> {
    let Some(place) = page::place(token)? else { return Ok(Shown::default()) };
    let mut numbers = place.split(' ').map(str::parse::<u64>);
    let results = numbers.next().and_then(Result::ok).and_then(|number| usize::try_from(number).ok());
    let last_s = numbers.next().transpose().map_err(|_| page::refused())?;
    Ok(Shown { results: results.ok_or_else(page::refused)?, last_s })
}
