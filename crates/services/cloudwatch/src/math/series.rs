//! Values of expressions.

use super::{Result, refuse};
use crate::engine::MetricName;
use crate::limits::{EXPRESSION_POINTS_MAX, SERIES_MAX};

/// Data points: when, in seconds since 1970, ascending; and what.
pub type Points = Vec<(u64, f64)>;

/// A time series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// What it is called.
    pub label: String,
    /// The metric it was read from, where it is one's.
    pub metric: Option<MetricName>,
    /// The statistic, where it is a metric's.
    pub stat: Option<String>,
    /// The length of its periods, in seconds.
    pub period_s: u64,
    /// Its data points.
    pub points: Points,
}

impl Series {
    /// This series with other points.
    pub(super) fn with(&self, points: Points) -> Self {
        let points = points.into_iter().filter(|(_, value)| value.is_finite()).collect();
        Self { points, ..self.head() }
    }

    /// This series without points.
    pub(super) fn head(&self) -> Self {
        let Self { label, metric, stat, period_s, .. } = self;
        Self {
            label: label.clone(),
            metric: metric.clone(),
            stat: stat.clone(),
            period_s: *period_s,
            points: Points::new(),
        }
    }

    /// The value at a time.
    pub(super) fn at(&self, time: u64) -> Option<f64> {
        self.points.binary_search_by_key(&time, |(time, _)| *time).ok().map(|at| self.points[at].1)
    }

    /// Its values, in order of time.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.points.iter().map(|(_, value)| *value)
    }
}

/// What an expression, or a part of one, is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A time series.
    Series(Series),
    /// Time series in order.
    Array(Vec<Series>),
}

impl Value {
    /// What kind it is, for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Series(_) => "a time series",
            Self::Array(_) => "an array of time series",
        }
    }

    /// Its series; none of a number.
    pub fn into_series(self) -> Vec<Series> {
        match self {
            Self::Number(_) | Self::Text(_) => Vec::new(),
            Self::Series(series) => vec![series],
            Self::Array(all) => all,
        }
    }

    /// This value, unless it is larger than values may be.
    pub(super) fn bounded(self) -> Result<Self> {
        if let Self::Array(all) = &self {
            let points: usize = all.iter().map(|series| series.points.len()).sum();
            if all.len() > SERIES_MAX || points > EXPRESSION_POINTS_MAX {
                return refuse(format!(
                    "it makes {} time series with {points} data points, more than {SERIES_MAX} or {EXPRESSION_POINTS_MAX}",
                    all.len()
                ));
            }
        }
        Ok(self)
    }

    /// Each of its series changed.
    pub(super) fn each(self, change: impl Fn(&Series) -> Result<Series>) -> Result<Self> {
        match self {
            Self::Series(series) => change(&series).map(Self::Series),
            Self::Array(all) => all.iter().map(change).collect::<Result<_>>().map(Self::Array),
            other => refuse(format!("{} is given where time series are wanted", other.kind())),
        }
    }
}

/// The time that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// From when on, in seconds since 1970.
    pub start_s: u64,
    /// Until before when.
    pub end_s: u64,
    /// The length of periods where nothing else says it.
    pub period_s: u64,
    /// Whether periods count from the start, and not from 1970.
    pub from_start: bool,
}

impl Window {
    /// The beginnings of all periods of a length.
    pub(super) fn times(self, period_s: u64) -> Result<impl Iterator<Item = u64>> {
        let begin = if self.from_start { self.start_s } else { self.start_s - self.start_s % period_s };
        let count = self.end_s.saturating_sub(begin).div_ceil(period_s);
        if count > crate::limits::DATA_POINTS_MAX as u64 {
            return refuse(format!(
                "the time has {count} periods of {period_s} s, which is too many to fill"
            ));
        }
        Ok((0..count).map(move |number| begin + number * period_s))
    }
}
