//! Every number, with its source: CloudWatch quotas and API reference where not said otherwise.

/// Metrics in one PutMetricData.
pub const DATA_MAX: usize = 1000;
/// Values of one metric in one PutMetricData.
pub const VALUES_MAX: usize = 150;
/// Greatest value and, negative, least: 2^360.
pub const VALUE_MAX: f64 = 2.348542582773833e108;
/// How far back data points may lie: two weeks, in milliseconds.
pub const PAST_MS: u64 = 14 * 86_400_000;
/// How far ahead data points may lie: two hours, in milliseconds.
pub const AHEAD_MS: u64 = 2 * 3_600_000;
/// Data points of one GetMetricStatistics.
pub const STATISTICS_POINTS_MAX: u64 = 1440;
/// Queries in one GetMetricData.
pub const QUERIES_MAX: usize = 500;
/// Data points of one page of GetMetricData.
pub const DATA_POINTS_MAX: usize = 100_800;
/// Metrics on one page of ListMetrics.
pub const LIST_PAGE: usize = 500;
/// A metric is listed for so long after its last data: two weeks, in milliseconds.
pub const LISTED_MS: u64 = 14 * 86_400_000;
/// What ListMetrics calls recent: three hours, in milliseconds.
pub const RECENT_MS: u64 = 3 * 3_600_000;
/// Time series that one SEARCH answers (guide, "Search expression limits").
pub const SEARCH_MAX: usize = 500;
/// Metrics that one SEARCH looks at (ours; AWS states 10,000 for one search).
pub const SEARCHED_MAX: usize = 10_000;
/// Time series that one GetMetricData makes (ours: bounds memory).
pub const SERIES_MAX: usize = 5000;
/// Data points in the results of one expression (ours: bounds memory).
pub const EXPRESSION_POINTS_MAX: usize = 1_000_000;
/// How deep expressions may be nested (ours).
pub const EXPRESSION_DEPTH_MAX: usize = 32;
/// Metrics of one account and region (ours; AWS states none).
pub const METRICS_MAX: u64 = 500_000;
/// Sources of reports of one account and region (ours).
pub const SOURCES_MAX: u64 = 100_000;
/// Distinct values kept of one data point before they are put together (ours; see `engine::Distribution`).
pub const DISTINCT_MAX: usize = 256;
/// The least precision of a metric's last-seen time, in milliseconds (ours: spares a write per put).
pub const SEEN_EVERY_MS: u64 = 600_000;
/// Rows that one transaction of the sweep changes (ours).
pub const SWEEP_ROWS: usize = 512;
/// Letters of a dashboard's name.
pub const DASHBOARD_NAME_MAX: usize = 255;
/// Bytes of a dashboard's body (ours: AWS bounds widgets and metrics).
pub const DASHBOARD_BYTES_MAX: usize = 1 << 20;
/// Widgets of a dashboard.
pub const WIDGETS_MAX: usize = 500;
/// Dashboards of an account (ours; AWS states none).
pub const DASHBOARDS_MAX: usize = 5000;
/// Dashboards on one page (as AWS answers).
pub const DASHBOARD_PAGE: usize = 1000;
/// Dashboards in one DeleteDashboards.
pub const DELETE_MAX: usize = 100;
/// Tags of a resource.
pub const TAGS_MAX: usize = 50;
/// Metrics on the page for Prometheus (ours: bounds memory).
pub const EXPOSED_MAX: usize = 50_000;
