//! Shapes used by two operations or more, and members of lists.

mod alarm;

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::Shape;

pub use alarm::*;

/// What a value is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Shape)]
#[shape(case = "pascal")]
pub enum StandardUnit {
    Seconds,
    Microseconds,
    Milliseconds,
    Bytes,
    Kilobytes,
    Megabytes,
    Gigabytes,
    Terabytes,
    Bits,
    Kilobits,
    Megabits,
    Gigabits,
    Terabits,
    Percent,
    Count,
    #[shape(name = "Bytes/Second")]
    BytesPerSecond,
    #[shape(name = "Kilobytes/Second")]
    KilobytesPerSecond,
    #[shape(name = "Megabytes/Second")]
    MegabytesPerSecond,
    #[shape(name = "Gigabytes/Second")]
    GigabytesPerSecond,
    #[shape(name = "Terabytes/Second")]
    TerabytesPerSecond,
    #[shape(name = "Bits/Second")]
    BitsPerSecond,
    #[shape(name = "Kilobits/Second")]
    KilobitsPerSecond,
    #[shape(name = "Megabits/Second")]
    MegabitsPerSecond,
    #[shape(name = "Gigabits/Second")]
    GigabitsPerSecond,
    #[shape(name = "Terabits/Second")]
    TerabitsPerSecond,
    #[shape(name = "Count/Second")]
    CountPerSecond,
    None,
}

impl StandardUnit {
    /// All units, in the order that the stored form numbers them.
    pub const ALL: [Self; 27] = [
        Self::Seconds,
        Self::Microseconds,
        Self::Milliseconds,
        Self::Bytes,
        Self::Kilobytes,
        Self::Megabytes,
        Self::Gigabytes,
        Self::Terabytes,
        Self::Bits,
        Self::Kilobits,
        Self::Megabits,
        Self::Gigabits,
        Self::Terabits,
        Self::Percent,
        Self::Count,
        Self::BytesPerSecond,
        Self::KilobytesPerSecond,
        Self::MegabytesPerSecond,
        Self::GigabytesPerSecond,
        Self::TerabytesPerSecond,
        Self::BitsPerSecond,
        Self::KilobitsPerSecond,
        Self::MegabitsPerSecond,
        Self::GigabitsPerSecond,
        Self::TerabitsPerSecond,
        Self::CountPerSecond,
        Self::None,
    ];

    /// Their names, in the same order.
    pub const NAMES: [&'static str; 27] = [
        "Seconds",
        "Microseconds",
        "Milliseconds",
        "Bytes",
        "Kilobytes",
        "Megabytes",
        "Gigabytes",
        "Terabytes",
        "Bits",
        "Kilobits",
        "Megabits",
        "Gigabits",
        "Terabits",
        "Percent",
        "Count",
        "Bytes/Second",
        "Kilobytes/Second",
        "Megabytes/Second",
        "Gigabytes/Second",
        "Terabytes/Second",
        "Bits/Second",
        "Kilobits/Second",
        "Megabits/Second",
        "Gigabits/Second",
        "Terabits/Second",
        "Count/Second",
        "None",
    ];
}

/// A statistic of GetMetricStatistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum Statistic {
    SampleCount,
    Average,
    Sum,
    Minimum,
    Maximum,
}

/// Which data points come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum ScanBy {
    TimestampDescending,
    TimestampAscending,
}

/// Which metrics are listed: those with data in the last three hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum RecentlyActive {
    #[shape(name = "PT3H")]
    ThreeHours,
}

/// Whether a result is whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum StatusCode {
    #[default]
    Complete,
    InternalError,
    PartialData,
    Forbidden,
}

/// A name and a value that are part of what a metric is.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Dimension {
    #[shape(default, length(0..=255))]
    pub name: String,
    #[shape(default, length(0..=1024))]
    pub value: String,
}

/// Samples put together by who sends them.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StatisticSet {
    pub sample_count: Option<f64>,
    pub sum: Option<f64>,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
}

/// What PutMetricData says of one metric.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MetricDatum {
    #[shape(default, length(0..=255))]
    pub metric_name: String,
    #[shape(default)]
    pub dimensions: Vec<Dimension>,
    pub timestamp: Option<Timestamp>,
    pub value: Option<f64>,
    pub statistic_values: Option<StatisticSet>,
    pub values: Option<Vec<f64>>,
    pub counts: Option<Vec<f64>>,
    pub unit: Option<StandardUnit>,
    #[shape(range(1..=2147483647))]
    pub storage_resolution: Option<i32>,
}

/// What the metrics are about; kept by no one here.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Entity {
    #[shape(length(2..=4))]
    pub key_attributes: Option<BTreeMap<String, String>>,
    #[shape(length(0..=10))]
    pub attributes: Option<BTreeMap<String, String>>,
}

/// Metrics of an entity.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EntityMetricData {
    pub entity: Option<Entity>,
    #[shape(default)]
    pub metric_data: Vec<MetricDatum>,
}

/// A metric by name.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Metric {
    #[shape(length(1..=255), pattern = "[^:].*")]
    pub namespace: Option<String>,
    #[shape(length(1..=255))]
    pub metric_name: Option<String>,
    #[shape(default)]
    pub dimensions: Vec<Dimension>,
}

/// Statistics of one period.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Datapoint {
    pub timestamp: Option<Timestamp>,
    pub sample_count: Option<f64>,
    pub average: Option<f64>,
    pub sum: Option<f64>,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub unit: Option<StandardUnit>,
    pub extended_statistics: Option<BTreeMap<String, f64>>,
}

/// A statistic of a metric.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MetricStat {
    pub metric: Option<Metric>,
    #[shape(range(1..=2147483647))]
    pub period: Option<i32>,
    pub stat: Option<String>,
    pub unit: Option<StandardUnit>,
}

/// One query of GetMetricData.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MetricDataQuery {
    #[shape(default, length(0..=255))]
    pub id: String,
    pub metric_stat: Option<MetricStat>,
    #[shape(length(1..=2048))]
    pub expression: Option<String>,
    pub label: Option<String>,
    pub return_data: Option<bool>,
    #[shape(range(1..=2147483647))]
    pub period: Option<i32>,
    #[shape(length(1..=255))]
    pub account_id: Option<String>,
}

/// How labels show times.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LabelOptions {
    pub timezone: Option<String>,
}

/// A remark on a result.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MessageData {
    pub code: Option<String>,
    pub value: Option<String>,
}

/// One series of an answer.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct MetricDataResult {
    pub id: Option<String>,
    pub label: Option<String>,
    #[shape(default)]
    pub timestamps: Vec<Timestamp>,
    #[shape(default)]
    pub values: Vec<f64>,
    pub status_code: Option<StatusCode>,
    pub messages: Option<Vec<MessageData>>,
}

/// A dimension that metrics have, of some value or any.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DimensionFilter {
    #[shape(default, length(0..=255))]
    pub name: String,
    #[shape(length(1..=1024))]
    pub value: Option<String>,
}

/// What is odd about the body of a dashboard.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DashboardValidationMessage {
    pub data_path: Option<String>,
    pub message: Option<String>,
}

/// A dashboard of a list.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DashboardEntry {
    pub dashboard_name: Option<String>,
    pub dashboard_arn: Option<String>,
    pub last_modified: Option<Timestamp>,
    pub size: Option<i64>,
}

/// A tag.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Tag {
    #[shape(default, length(1..=128))]
    pub key: String,
    #[shape(default, length(0..=256))]
    pub value: String,
}
