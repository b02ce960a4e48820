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
/// Alarms of an account and region (quota "Alarms").
pub const ALARMS_MAX: u64 = 5000;
/// Alarms in one DeleteAlarms, EnableAlarmActions, DisableAlarmActions.
pub const ALARM_NAMES_MAX: usize = 100;
/// Alarms, and lines of history, on one page.
pub const ALARM_PAGE: usize = 100;
/// The same where nothing is asked for (as AWS answers).
pub const ALARM_PAGE_DEFAULT: usize = 50;
/// Queries of metrics in one alarm (guide, "Alarms based on math expressions").
pub const ALARM_METRICS_MAX: usize = 10;
/// How often alarms are judged: every minute, and every ten seconds where their period is shorter than a minute.
pub const ALARM_PACES: [Pace; 2] = [Pace { step_s: 10, grace_s: 2 }, Pace { step_s: 60, grace_s: 5 }];
/// Periods that are looked at beyond those evaluated (ours; AWS states five of three as an example).
pub const ALARM_RANGE_MORE: usize = 2;
/// The longest time that an alarm may look at, in seconds: a day, or a week where periods are an hour or longer.
pub const ALARM_SPAN_S: [i64; 2] = [86_400, 604_800];
/// Alarms that are judged in one go on a thread that may wait (ours).
pub const JUDGED_AT_ONCE: usize = 64;
/// Alarms that a rule may ask.
pub const RULE_CHILDREN_MAX: usize = 100;
/// Elements of a rule: alarms, TRUE, FALSE, parentheses.
pub const RULE_ELEMENTS_MAX: usize = 500;
/// How deep a rule may be nested (ours).
pub const RULE_DEPTH_MAX: usize = 250;
/// How many composite alarms may stand on one another (ours).
pub const COMPOSITE_FLOORS_MAX: usize = 100;
/// Children that the reason of a composite alarm names (as AWS's messages do).
pub const CHILDREN_TOLD_MAX: usize = 10;
/// How long lines of history are kept, in milliseconds: 30 days.
pub const HISTORY_KEPT_MS: u64 = 30 * 86_400_000;
/// Lines of history of an account and region (ours).
pub const HISTORY_LINES_MAX: usize = 200_000;
/// Letters of a line's JSON.
pub const HISTORY_DATA_MAX: usize = 4095;
/// Actions that are read at once (ours).
pub const ACTIONS_READ: usize = 64;
/// Actions that may wait to be carried out (ours).
pub const ACTIONS_WAITING_MAX: u64 = 1_000_000;
/// How often an action is tried that cannot be carried out (ours; half an hour).
pub const ACTION_TRIES_MAX: u32 = 36;

/// How often an alarm is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The time between, in seconds.
    pub step_s: u64,
    /// How long after its end a step is looked at, in seconds (ours): services say what they did once a second.
    pub grace_s: u64,
}

impl Pace {
    /// Which step is over at `now`, counted from 1970.
    pub fn step(self, now: kernel::Timestamp) -> u64 {
        now.seconds().saturating_sub(self.grace_s) / self.step_s
    }
}
/// Metrics on the page for Prometheus (ours: bounds memory).
pub const EXPOSED_MAX: usize = 50_000;
