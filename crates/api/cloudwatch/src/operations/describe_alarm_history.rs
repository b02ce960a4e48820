//! `DescribeAlarmHistory`.

use kernel::Timestamp;
use wire::{Operation, Service, Shape};

use crate::{AlarmHistoryItem, AlarmType, HistoryItemType, SERVICE, ScanBy};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DescribeAlarmHistory;

impl Operation for DescribeAlarmHistory {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DescribeAlarmHistory";
    type Input = DescribeAlarmHistoryInput;
    type Output = DescribeAlarmHistoryOutput;

    fn action() -> String {
        "cloudwatch:DescribeAlarmHistory".to_owned()
    }
}

/// Input of `DescribeAlarmHistory`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeAlarmHistoryInput {
    #[shape(length(1..=255))]
    pub alarm_name: Option<String>,
    #[shape(length(1..=16))]
    pub alarm_contributor_id: Option<String>,
    pub alarm_types: Option<Vec<AlarmType>>,
    pub history_item_type: Option<HistoryItemType>,
    pub start_date: Option<Timestamp>,
    pub end_date: Option<Timestamp>,
    #[shape(range(1..=100))]
    pub max_records: Option<i32>,
    pub next_token: Option<String>,
    pub scan_by: Option<ScanBy>,
}

/// Output of `DescribeAlarmHistory`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DescribeAlarmHistoryOutput {
    #[shape(default)]
    pub alarm_history_items: Vec<AlarmHistoryItem>,
    pub next_token: Option<String>,
}
