//! Crawls: what a crawler did.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `LastCrawlStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum LastCrawlStatus {
    Succeeded,
    Cancelled,
    Failed,
}

/// AWS's `LastCrawlInfo`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct LastCrawlInfo {
    pub status: Option<LastCrawlStatus>,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub error_message: Option<String>,
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group: Option<String>,
    #[shape(length(1..=512), pattern = r"[^:*]*")]
    pub log_stream: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub message_prefix: Option<String>,
    pub start_time: Option<Timestamp>,
}

/// AWS's `CrawlerMetrics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CrawlerMetrics {
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub crawler_name: Option<String>,
    pub time_left_seconds: Option<f64>,
    pub still_estimating: Option<bool>,
    pub last_runtime_seconds: Option<f64>,
    pub median_runtime_seconds: Option<f64>,
    #[shape(range(0..=i64::MAX))]
    pub tables_created: Option<i32>,
    #[shape(range(0..=i64::MAX))]
    pub tables_updated: Option<i32>,
    #[shape(range(0..=i64::MAX))]
    pub tables_deleted: Option<i32>,
}

/// AWS's `FieldName`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FieldName {
    CrawlId,
    State,
    StartTime,
    EndTime,
    DpuHour,
}

/// AWS's `FilterOperator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FilterOperator {
    Gt,
    Ge,
    Lt,
    Le,
    Eq,
    Ne,
}

/// AWS's `CrawlsFilter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CrawlsFilter {
    pub field_name: Option<FieldName>,
    pub filter_operator: Option<FilterOperator>,
    pub field_value: Option<String>,
}

/// AWS's `CrawlerHistoryState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum CrawlerHistoryState {
    Running,
    Completed,
    Failed,
    Stopped,
}

/// AWS's `CrawlerHistory`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct CrawlerHistory {
    pub crawl_id: Option<String>,
    pub state: Option<CrawlerHistoryState>,
    pub start_time: Option<Timestamp>,
    pub end_time: Option<Timestamp>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub summary: Option<String>,
    #[shape(length(0..=2048), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*")]
    pub error_message: Option<String>,
    #[shape(length(1..=512), pattern = r"[\.\-_/#A-Za-z0-9]+")]
    pub log_group: Option<String>,
    #[shape(length(1..=512), pattern = r"[^:*]*")]
    pub log_stream: Option<String>,
    #[shape(length(1..=255), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub message_prefix: Option<String>,
    #[shape(name = "DPUHour")]
    pub dpu_hour: Option<f64>,
}
