//! Alarms, one file for each thing about them.

#[path = "alarms/actions.rs"]
mod actions;
#[path = "alarms/composite.rs"]
mod composite;
#[path = "alarms/describe.rs"]
mod describe;
#[path = "alarms/formats.rs"]
mod formats;
#[path = "alarms/judged.rs"]
mod judged;
#[path = "alarms/power_cut.rs"]
mod power_cut;
#[path = "alarms/refusals.rs"]
mod refusals;
#[path = "alarms/suppression.rs"]
mod suppression;

use cloudwatch_api as api;

use crate::house::{House, Seconds, datum};

pub const TOPIC: &str = "arn:aws:sns:us-east-1:000000000000:alerts";
pub const FUNCTION: &str = "arn:aws:lambda:us-east-1:000000000000:function:page";

/// An alarm on the sum of `m`: above 3, in one period of a minute.
pub fn alarm(name: &str) -> api::PutMetricAlarmInput {
    api::PutMetricAlarmInput {
        alarm_name: name.into(),
        namespace: Some("N".into()),
        metric_name: Some("m".into()),
        statistic: Some(api::Statistic::Sum),
        period: Some(60),
        evaluation_periods: Some(1),
        threshold: Some(3.0),
        comparison_operator: Some(api::ComparisonOperator::GreaterThanThreshold),
        ..Default::default()
    }
}

/// The same, which without data keeps the state that it is set to by hand.
pub fn held(name: &str) -> api::PutMetricAlarmInput {
    api::PutMetricAlarmInput { treat_missing_data: Some("ignore".into()), ..alarm(name) }
}

pub fn composite(name: &str, rule: &str) -> api::PutCompositeAlarmInput {
    api::PutCompositeAlarmInput { alarm_name: name.into(), alarm_rule: rule.into(), ..Default::default() }
}

impl House {
    pub async fn alarm(&self, input: api::PutMetricAlarmInput) {
        self.call::<api::PutMetricAlarm>(input).await.unwrap();
    }

    pub async fn composite(&self, input: api::PutCompositeAlarmInput) {
        self.call::<api::PutCompositeAlarm>(input).await.unwrap();
    }

    /// Sets a state by hand, and lets composite alarms follow.
    pub async fn set(&self, name: &str, value: api::StateValue) {
        let input = api::SetAlarmStateInput {
            alarm_name: name.into(),
            state_value: value,
            state_reason: "by hand".into(),
            state_reason_data: None,
        };
        self.call::<api::SetAlarmState>(input).await.unwrap();
        self.tick().await;
    }

    pub async fn tick(&self) {
        self.cloudwatch.tick().await.unwrap();
    }

    /// A value in the minute that is under way; then that minute is over, and alarms are judged.
    pub async fn minute(&self, value: Option<f64>) {
        if let Some(value) = value {
            self.put(vec![datum("m", self.clock.now_s(), value)]).await;
        }
        self.clock.advance(60_000);
        self.tick().await;
    }

    pub async fn described(&self, name: &str) -> api::MetricAlarm {
        let input = api::DescribeAlarmsInput { alarm_names: Some(vec![name.into()]), ..Default::default() };
        self.call::<api::DescribeAlarms>(input).await.unwrap().metric_alarms.remove(0)
    }

    pub async fn state(&self, name: &str) -> api::StateValue {
        self.described(name).await.state_value.unwrap()
    }

    pub async fn described_composite(&self, name: &str) -> api::CompositeAlarm {
        let input = api::DescribeAlarmsInput {
            alarm_names: Some(vec![name.into()]),
            alarm_types: Some(vec![api::AlarmType::CompositeAlarm]),
            ..Default::default()
        };
        self.call::<api::DescribeAlarms>(input).await.unwrap().composite_alarms.remove(0)
    }

    /// The history of `name`, the oldest first, but for what it was configured.
    pub async fn history(&self, name: &str) -> Vec<api::AlarmHistoryItem> {
        let input = api::DescribeAlarmHistoryInput {
            alarm_name: Some(name.into()),
            alarm_types: Some(vec![api::AlarmType::MetricAlarm, api::AlarmType::CompositeAlarm]),
            scan_by: Some(api::ScanBy::TimestampAscending),
            max_records: Some(100),
            ..Default::default()
        };
        let items = self.call::<api::DescribeAlarmHistory>(input).await.unwrap().alarm_history_items;
        let configured = api::HistoryItemType::ConfigurationUpdate;
        items.into_iter().filter(|item| item.history_item_type != Some(configured)).collect()
    }

    pub async fn summaries(&self, name: &str) -> Vec<String> {
        self.history(name).await.into_iter().map(|item| item.history_summary.unwrap()).collect()
    }
}
