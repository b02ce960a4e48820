//! An alarm: what it watches, whom it tells, what it says. Also its stored form, in JSON.

use std::collections::BTreeMap;

use cloudwatch_api::{
    AlarmType, ComparisonOperator, Dimension, MetricDataQuery, StandardUnit, StateValue, Statistic,
};
use kernel::Timestamp;
use wire::{Shape, from_json, to_json};

use super::{Result, Suppressed};
use crate::engine::EngineError;

/// The version of the stored form.
const VERSION: i32 = 1;

/// The reason of an alarm that nobody looked at yet.
pub const INITIAL: &str = "Unchecked: Initial alarm creation";

/// An alarm.
#[derive(Clone, Debug, PartialEq)]
pub struct Alarm {
    /// Its name.
    pub name: String,
    /// What it is about, in its owner's words.
    pub description: Option<String>,
    /// When it was put last.
    pub configured: Timestamp,
    /// Whom it tells.
    pub actions: Actions,
    /// What it watches.
    pub watches: Watches,
    /// What it says.
    pub said: Said,
    /// When it last left ALARM.
    pub left_alarm: Option<Timestamp>,
    /// What keeps its actions now.
    pub suppressed: Option<Suppressed>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

/// Whom an alarm tells: ARNs.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Actions {
    /// Whether it tells anybody.
    pub enabled: bool,
    /// On OK.
    #[shape(default)]
    pub ok: Vec<String>,
    /// On ALARM.
    #[shape(default)]
    pub alarm: Vec<String>,
    /// On INSUFFICIENT_DATA.
    #[shape(default)]
    pub insufficient_data: Vec<String>,
}

impl Actions {
    /// Those of a state.
    pub fn on(&self, value: StateValue) -> &[String] {
        match value {
            StateValue::Ok => &self.ok,
            StateValue::Alarm => &self.alarm,
            StateValue::InsufficientData => &self.insufficient_data,
        }
    }
}

/// What an alarm watches.
#[derive(Clone, Debug, PartialEq)]
pub enum Watches {
    /// A metric, or an expression over metrics.
    Metric(Box<MetricWatch>),
    /// Other alarms.
    Composite(CompositeWatch),
}

/// A metric or an expression, and when it is breaching.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct MetricWatch {
    /// The namespace; of a single metric, as are those up to `unit`.
    pub namespace: Option<String>,
    /// The metric's name.
    pub metric_name: Option<String>,
    /// Its dimensions, as they were given.
    #[shape(default)]
    pub dimensions: Vec<Dimension>,
    /// The statistic,
    pub statistic: Option<Statistic>,
    /// or this one.
    pub extended_statistic: Option<String>,
    /// Seconds.
    pub period: Option<i32>,
    /// The unit.
    pub unit: Option<StandardUnit>,
    /// Queries; one of them returns data.
    #[shape(default)]
    pub metrics: Vec<MetricDataQuery>,
    /// How many periods are looked at: N.
    pub evaluation_periods: i32,
    /// How many of them must breach: M; N where it is not said.
    pub datapoints_to_alarm: Option<i32>,
    /// The threshold.
    pub threshold: f64,
    /// How a breaching value stands to it.
    pub comparison_operator: ComparisonOperator,
    /// What missing data counts as.
    pub treat_missing_data: Option<String>,
    /// What is done where there are few samples for a percentile.
    pub evaluate_low_sample_count_percentile: Option<String>,
}

/// A rule over alarms.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct CompositeWatch {
    /// The rule.
    pub rule: String,
    /// The alarm, by name or ARN, in whose ALARM nobody is told.
    pub suppressor: Option<String>,
    /// How long is waited for it to go into ALARM, in seconds.
    pub wait_period: Option<i32>,
    /// How long nobody is told after it left ALARM, in seconds.
    pub extension_period: Option<i32>,
}

/// What an alarm says.
#[derive(Clone, Debug, PartialEq, Eq, Shape)]
pub struct Said {
    /// The state.
    pub value: StateValue,
    /// Why.
    pub reason: String,
    /// Why, in JSON.
    pub data: Option<String>,
    /// When it was said.
    pub updated: Timestamp,
    /// Since when it is in that state.
    pub transitioned: Timestamp,
}

impl Said {
    /// What an alarm says that was made `now`.
    pub fn at_first(now: Timestamp) -> Self {
        let reason = INITIAL.to_owned();
        Self { value: StateValue::InsufficientData, reason, data: None, updated: now, transitioned: now }
    }
}

/// The stored form.
#[derive(Shape)]
struct Stored {
    version: i32,
    name: String,
    description: Option<String>,
    configured: Timestamp,
    actions: Actions,
    metric: Option<MetricWatch>,
    composite: Option<CompositeWatch>,
    said: Said,
    left_alarm: Option<Timestamp>,
    suppressed: Option<Suppressed>,
    #[shape(default)]
    tags: BTreeMap<String, String>,
}

impl Alarm {
    pub(super) fn encode(&self) -> Vec<u8> {
        let Self { name, description, configured, actions, watches, said, left_alarm, suppressed, tags } =
            self.clone();
        let (metric, composite) = match watches {
            Watches::Metric(watch) => (Some(*watch), None),
            Watches::Composite(watch) => (None, Some(watch)),
        };
        to_json(&Stored {
            version: VERSION,
            name,
            description,
            configured,
            actions,
            metric,
            composite,
            said,
            left_alarm,
            suppressed,
            tags,
        })
    }

    pub(super) fn decode(value: &[u8]) -> Result<Self> {
        let damaged = EngineError::Corrupt("an alarm");
        let stored: Stored = from_json(value).map_err(|_| damaged.clone())?;
        let watches = match (stored.metric, stored.composite) {
            (Some(watch), None) if stored.version == VERSION => Watches::Metric(Box::new(watch)),
            (None, Some(watch)) if stored.version == VERSION => Watches::Composite(watch),
            _ => return Err(damaged),
        };
        let Stored { name, description, configured, actions, said, left_alarm, suppressed, tags, .. } =
            stored;
        Ok(Self { name, description, configured, actions, watches, said, left_alarm, suppressed, tags })
    }

    /// What kind it is.
    pub fn kind(&self) -> AlarmType {
        match self.watches {
            Watches::Metric(_) => AlarmType::MetricAlarm,
            Watches::Composite(_) => AlarmType::CompositeAlarm,
        }
    }

    /// The rule of a composite alarm.
    pub fn composite(&self) -> Option<&CompositeWatch> {
        match &self.watches {
            Watches::Metric(_) => None,
            Watches::Composite(watch) => Some(watch),
        }
    }
}
