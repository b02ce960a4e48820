//! Queries of GetMetricData, evaluated: metrics first, then expressions once all that they name has a value.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use cloudwatch_api::{MetricDataQuery, MetricStat};
use kernel::{Place, Timestamp};
use wire::Fault;

use super::{metric, period};
use crate::engine::{Engine, Listing, MetricName, Statistic, Window as Read};
use crate::errors::{bad_value, exclusive, missing, validation};
use crate::limits::{EXPRESSION_POINTS_MAX, LISTED_MS, SEARCH_MAX, SEARCHED_MAX};
use crate::math::{self, Expression, MathError, Pattern, Series, Source, Value, Window};

/// A query that makes sense.
pub(crate) struct Query {
    pub id: String,
    pub label: Option<String>,
    pub shown: bool,
    pub of: Of,
}

/// What a query asks for.
pub(crate) enum Of {
    Metric(Wanted),
    Expression { tree: Expression, period_s: Option<u64> },
}

/// A statistic of a metric.
pub(crate) struct Wanted {
    metric: MetricName,
    period_s: u64,
    stat: String,
    statistic: Statistic,
    unit: Option<u8>,
}

impl Wanted {
    /// The length of its periods, in seconds.
    pub fn period_s(&self) -> u64 {
        self.period_s
    }
}

/// What `given` asks for; `path` stands before its parts in messages.
pub(super) fn parse(path: &str, given: MetricDataQuery, place: &Place) -> Result<Query, Fault> {
    let named = |part: &str| format!("{path}.{part}");
    let id = given.id;
    if id.is_empty() {
        return Err(missing(&named("Id")));
    }
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !id.as_bytes()[0].is_ascii_lowercase() || !id.bytes().all(sound) {
        let text = format!(
            "The value {id} for parameter {} is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.",
            named("Id")
        );
        return Err(validation(text));
    }
    if given.account_id.is_some_and(|account| account != place.account.to_string()) {
        return Err(validation(format!(
            "The parameter {} names another account, which is not linked here.",
            named("AccountId")
        )));
    }
    let of = match (given.metric_stat, given.expression) {
        (Some(_), Some(_)) => {
            return Err(of_validation(exclusive(&named("Expression"), &named("MetricStat"))));
        }
        (None, None) => {
            let text = format!(
                "At least one of the parameters {} and {} must be specified.",
                named("Expression"),
                named("MetricStat")
            );
            return Err(validation(text));
        }
        (Some(_), None) if given.period.is_some() => {
            return Err(of_validation(exclusive(&named("Period"), &named("MetricStat"))));
        }
        (Some(stat), None) => Of::Metric(wanted(&named("MetricStat"), stat).map_err(of_validation)?),
        (None, Some(text)) => {
            let period_s = given
                .period
                .map(|given| period_s(&named("Period"), given))
                .transpose()
                .map_err(of_validation)?;
            if text.trim_start().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("select")) {
                return Err(validation(format!(
                    "Error in expression '{id}': Metrics Insights (SELECT) is not built; use SEARCH."
                )));
            }
            let tree = math::parse(&text).map_err(|error| of_expression(&id, &error))?;
            Of::Expression { tree, period_s }
        }
    };
    Ok(Query { id, label: given.label, shown: given.return_data.unwrap_or(true), of })
}

fn period_s(path: &str, given: i32) -> Result<u64, Fault> {
    period::length_s(given).ok_or_else(|| bad_value(path, given))
}

fn wanted(path: &str, given: MetricStat) -> Result<Wanted, Fault> {
    let named = |part: &str| format!("{path}.{part}");
    let named_metric = given.metric.ok_or_else(|| missing(&named("Metric")))?;
    let namespace = named_metric.namespace.ok_or_else(|| missing(&named("Metric.Namespace")))?;
    let name = named_metric.metric_name.unwrap_or_default();
    let metric = metric::name(&named("Metric."), &namespace, &name, named_metric.dimensions)?;
    let period_s = period_s(&named("Period"), given.period.ok_or_else(|| missing(&named("Period")))?)?;
    let stat = given.stat.ok_or_else(|| missing(&named("Stat")))?;
    let statistic = Statistic::parse(&stat).ok_or_else(|| bad_value(&named("Stat"), &stat))?;
    Ok(Wanted { metric, period_s, stat, statistic, unit: given.unit.map(metric::unit_number) })
}

/// GetMetricData words everything under one code.
fn of_validation(fault: Fault) -> Fault {
    Fault { code: "ValidationError".into(), ..fault }
}

fn of_expression(id: &str, error: &MathError) -> Fault {
    validation(format!("Error in expression '{id}': {error}"))
}

/// The values of queries as they become known.
pub(super) struct Evaluation<'a> {
    pub engine: &'a Engine,
    pub place: &'a Place,
    pub start: Timestamp,
    pub end: Timestamp,
    pub queries: &'a [Query],
    pub values: BTreeMap<&'a str, Value>,
    /// The period of the expression that is evaluated.
    pub period_s: u64,
    pub default_period_s: u64,
    /// Whether periods count from the start, as alarms count them, and not from 1970.
    pub from_start: bool,
}

/// The series of the one query of an alarm that returns data; none where it cannot be evaluated.
pub(crate) fn watched(
    engine: &Engine,
    place: &Place,
    given: &[MetricDataQuery],
    (start_s, end_s): (u64, u64),
    period_s: u64,
) -> Option<Series> {
    let queries = given.iter().map(|query| parse("Metrics", query.clone(), place));
    let queries = queries.collect::<Result<Vec<_>, _>>().ok()?;
    let mut evaluation = Evaluation {
        engine,
        place,
        start: Timestamp(start_s * 1000),
        end: Timestamp(end_s * 1000),
        queries: &queries,
        values: BTreeMap::new(),
        period_s,
        default_period_s: period_s,
        from_start: true,
    };
    evaluation.run().ok()?;
    let shown = queries.iter().find(|query| query.shown)?;
    let mut series = evaluation.values.remove(shown.id.as_str())?.into_series();
    if series.len() == 1 { series.pop() } else { None }
}

impl<'a> Evaluation<'a> {
    /// Evaluates all queries.
    pub fn run(&mut self) -> Result<(), Fault> {
        let mut points = 0;
        for query in self.queries {
            let Of::Metric(wanted) = &query.of else { continue };
            let series =
                self.read(&wanted.metric, &wanted.stat, wanted.statistic, wanted.period_s, wanted.unit)?;
            points += series.points.len();
            if points > EXPRESSION_POINTS_MAX {
                return Err(validation(format!(
                    "The queries read more than {EXPRESSION_POINTS_MAX} data points; ask for less at a time."
                )));
            }
            self.values.insert(&query.id, Value::Series(series));
        }
        let ids: BTreeSet<&str> = self.queries.iter().map(|query| query.id.as_str()).collect();
        let mut waiting = Vec::new();
        for query in self.queries {
            let Of::Expression { tree, period_s, .. } = &query.of else { continue };
            let mut named = BTreeSet::new();
            tree.ids(&mut named);
            if let Some(unknown) = named.iter().find(|id| !ids.contains(id.as_str())) {
                return Err(of_expression(
                    &query.id,
                    &MathError(format!("there is no query with the id `{unknown}`")),
                ));
            }
            waiting.push((query, tree, *period_s, named));
        }
        while !waiting.is_empty() {
            let known =
                |named: &BTreeSet<String>| named.iter().all(|id| self.values.contains_key(id.as_str()));
            let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(.., named)| known(named));
            if let (true, Some((query, ..))) = (ready.is_empty(), rest.first()) {
                return Err(of_expression(&query.id, &MathError("it depends on itself".to_owned())));
            }
            for (query, tree, period_s, _) in ready {
                self.period_s = period_s.unwrap_or(self.default_period_s);
                let value = math::evaluate(tree, &*self).map_err(|error| of_expression(&query.id, &error))?;
                if query.shown && matches!(value, Value::Number(_) | Value::Text(_)) {
                    let text = "it gives one value; an expression that returns data must give time series";
                    return Err(of_expression(&query.id, &MathError(text.to_owned())));
                }
                self.values.insert(&query.id, value);
            }
            waiting = rest;
        }
        Ok(())
    }

    fn read(
        &self,
        metric: &MetricName,
        stat: &str,
        statistic: Statistic,
        period_s: u64,
        unit: Option<u8>,
    ) -> Result<Series, Fault> {
        let start_s = match self.from_start {
            true => self.start.seconds(),
            false => {
                let start_s = period::rounded_s(self.start, period_s, self.engine.now());
                start_s - start_s % period_s
            }
        };
        let window = Read {
            start_s,
            end_s: period::end_s(self.end),
            period_s,
            unit,
            with_values: statistic.needs_values(),
        };
        // Units of one time stand next to each other, and are put together.
        let mut buckets: Vec<(u64, crate::engine::Summary)> = Vec::new();
        for bucket in self.engine.read(self.place, metric, &window)? {
            match buckets.last_mut() {
                Some((start_s, samples)) if *start_s == bucket.start_s => samples.merge(&bucket.samples),
                _ => buckets.push((bucket.start_s, bucket.samples)),
            }
        }
        let points = buckets.iter().filter_map(|(time, samples)| Some((*time, statistic.of(samples)?)));
        Ok(Series {
            label: metric.name.clone(),
            metric: Some(metric.clone()),
            stat: Some(stat.to_owned()),
            period_s,
            points: points.collect(),
        })
    }
}

impl Source for Evaluation<'_> {
    fn query(&self, id: &str) -> Result<Value, MathError> {
        let value = self.values.get(id).cloned();
        value.ok_or_else(|| {
            MathError(format!("`{id}` is neither the id of a query nor a word of this function"))
        })
    }

    fn metrics(&self, text: Option<&str>) -> Vec<Series> {
        let metrics = self.queries.iter().filter(|query| matches!(query.of, Of::Metric(_)));
        let wanted = metrics.filter(|query| {
            let label = query.label.as_deref().unwrap_or_default();
            text.is_none_or(|text| query.id.contains(text) || label.contains(text))
        });
        let series = wanted.filter_map(|query| {
            let Value::Series(series) = self.values.get(query.id.as_str())?.clone() else { return None };
            let label = query.label.clone().unwrap_or_else(|| series.label.clone());
            Some(Series { label, ..series })
        });
        series.collect()
    }

    fn search(&self, pattern: &str, stat: &str, period_s: Option<u64>) -> Result<Vec<Series>, MathError> {
        let pattern = Pattern::parse(pattern)?;
        let statistic =
            Statistic::parse(stat).ok_or_else(|| MathError(format!("there is no statistic `{stat}`")))?;
        let period_s = period_s.unwrap_or(self.period_s);
        let sound = i32::try_from(period_s).ok().and_then(period::length_s);
        let period_s = sound.ok_or_else(|| MathError(format!("{period_s} is no period that there is")))?;
        let listing = Listing {
            namespace: pattern.namespace().map(str::to_owned),
            since: Timestamp(self.engine.now().0.saturating_sub(LISTED_MS)),
            ..Listing::default()
        };
        let (mut found, mut looked) = (Vec::new(), 0);
        let failed = |error: &dyn std::fmt::Display| MathError(format!("the search failed: {error}"));
        let listed = self.engine.metrics(self.place, &listing, &mut |listed| {
            looked += 1;
            if pattern.fits(&listed.metric) {
                found.push(listed.metric);
            }
            let enough = found.len() >= SEARCH_MAX || looked >= SEARCHED_MAX;
            if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        listed.map_err(|error| failed(&error))?;
        let labels = labels(&found);
        let (mut all, mut points) = (Vec::with_capacity(found.len()), 0);
        for (metric, label) in found.iter().zip(labels) {
            let series =
                self.read(metric, stat, statistic, period_s, None).map_err(|fault| failed(&fault))?;
            points += series.points.len();
            if points > EXPRESSION_POINTS_MAX {
                return Err(MathError(format!(
                    "the search finds more than {EXPRESSION_POINTS_MAX} data points"
                )));
            }
            all.push(Series { label, ..series });
        }
        Ok(all)
    }

    fn window(&self) -> Window {
        Window {
            start_s: self.start.seconds(),
            end_s: period::end_s(self.end),
            period_s: self.period_s,
            from_start: self.from_start,
        }
    }
}

/// What tells each of `metrics` from the others: its name, and the values of dimensions in which they differ.
fn labels(metrics: &[MetricName]) -> Vec<String> {
    let differ = |part: &dyn Fn(&MetricName) -> Option<String>| {
        metrics.windows(2).any(|pair| part(&pair[0]) != part(&pair[1]))
    };
    let value = |metric: &MetricName, wanted: &str| {
        metric.dimensions.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone())
    };
    let mut names: Vec<&String> =
        metrics.iter().flat_map(|metric| &metric.dimensions).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    names.retain(|name| differ(&|metric| value(metric, name)));
    let name_differs = differ(&|metric| Some(metric.name.clone()));
    let label = |metric: &MetricName| {
        let mut parts: Vec<String> = names.iter().filter_map(|name| value(metric, name)).collect();
        if name_differs || parts.is_empty() {
            parts.push(metric.name.clone());
        }
        parts.join(" ")
    };
    metrics.iter().map(label).collect()
}
