//! Shapes of alarms.

use kernel::Timestamp;
use wire::Shape;

use crate::{Dimension, MetricDataQuery, StandardUnit, Statistic};

/// What an alarm says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Shape)]
pub enum StateValue {
    Ok,
    Alarm,
    InsufficientData,
}

/// What kind an alarm is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum AlarmType {
    CompositeAlarm,
    MetricAlarm,
    LogAlarm,
}

/// How a value stands to the threshold when it is breaching.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ComparisonOperator {
    GreaterThanOrEqualToThreshold,
    GreaterThanThreshold,
    LessThanThreshold,
    LessThanOrEqualToThreshold,
    LessThanLowerOrGreaterThanUpperThreshold,
    LessThanLowerThreshold,
    GreaterThanUpperThreshold,
}

/// What goes wrong with an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EvaluationState {
    PartialData,
    EvaluationFailure,
    EvaluationError,
}

/// What keeps a composite alarm's actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ActionsSuppressedBy {
    WaitPeriod,
    ExtensionPeriod,
    Alarm,
}

/// What a line of an alarm's history is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum HistoryItemType {
    ConfigurationUpdate,
    StateUpdate,
    Action,
    AlarmContributorStateUpdate,
    AlarmContributorAction,
}

/// A setting that is not built: only whether it is given.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct NotBuilt {}

/// An alarm on a metric, or on an expression over metrics.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MetricAlarm {
    pub alarm_name: Option<String>,
    pub alarm_arn: Option<String>,
    pub alarm_description: Option<String>,
    pub alarm_configuration_updated_timestamp: Option<Timestamp>,
    pub actions_enabled: Option<bool>,
    #[shape(default, name = "OKActions")]
    pub ok_actions: Vec<String>,
    #[shape(default)]
    pub alarm_actions: Vec<String>,
    #[shape(default)]
    pub insufficient_data_actions: Vec<String>,
    pub state_value: Option<StateValue>,
    pub state_reason: Option<String>,
    pub state_reason_data: Option<String>,
    pub state_updated_timestamp: Option<Timestamp>,
    pub metric_name: Option<String>,
    pub namespace: Option<String>,
    pub statistic: Option<Statistic>,
    pub extended_statistic: Option<String>,
    #[shape(default)]
    pub dimensions: Vec<Dimension>,
    pub period: Option<i32>,
    pub unit: Option<StandardUnit>,
    pub evaluation_periods: Option<i32>,
    pub datapoints_to_alarm: Option<i32>,
    pub threshold: Option<f64>,
    pub comparison_operator: Option<ComparisonOperator>,
    pub treat_missing_data: Option<String>,
    pub evaluate_low_sample_count_percentile: Option<String>,
    pub metrics: Option<Vec<MetricDataQuery>>,
    pub evaluation_state: Option<EvaluationState>,
    pub state_transitioned_timestamp: Option<Timestamp>,
}

/// An alarm on other alarms.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CompositeAlarm {
    pub actions_enabled: Option<bool>,
    #[shape(default)]
    pub alarm_actions: Vec<String>,
    pub alarm_arn: Option<String>,
    pub alarm_configuration_updated_timestamp: Option<Timestamp>,
    pub alarm_description: Option<String>,
    pub alarm_name: Option<String>,
    pub alarm_rule: Option<String>,
    #[shape(default)]
    pub insufficient_data_actions: Vec<String>,
    #[shape(default, name = "OKActions")]
    pub ok_actions: Vec<String>,
    pub state_reason: Option<String>,
    pub state_reason_data: Option<String>,
    pub state_updated_timestamp: Option<Timestamp>,
    pub state_value: Option<StateValue>,
    pub state_transitioned_timestamp: Option<Timestamp>,
    pub actions_suppressed_by: Option<ActionsSuppressedBy>,
    pub actions_suppressed_reason: Option<String>,
    pub actions_suppressor: Option<String>,
    pub actions_suppressor_wait_period: Option<i32>,
    pub actions_suppressor_extension_period: Option<i32>,
}

/// A line of an alarm's history.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AlarmHistoryItem {
    pub alarm_name: Option<String>,
    pub alarm_type: Option<AlarmType>,
    pub timestamp: Option<Timestamp>,
    pub history_item_type: Option<HistoryItemType>,
    pub history_summary: Option<String>,
    pub history_data: Option<String>,
}
