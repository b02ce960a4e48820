//! Every number of the service, with its source.
//!
//! "API" is the operation's page in the CloudWatch Logs API reference.

/// Bytes of one PutLogEvents call, messages and [`EVENT_OVERHEAD_BYTES`] each (API: PutLogEvents).
pub const BATCH_BYTES_MAX: usize = 1_048_576;
/// What every event counts besides its message (API: PutLogEvents).
pub const EVENT_OVERHEAD_BYTES: usize = 26;
/// Longest time between the first and the last event of a call, milliseconds (API: PutLogEvents).
pub const BATCH_SPAN_MS_MAX: u64 = 24 * 3_600_000;
/// How old an event may be, milliseconds (API: PutLogEvents).
pub const EVENT_AGE_MS_MAX: u64 = 14 * 86_400_000;
/// How far in the future an event may be, milliseconds (API: PutLogEvents).
pub const EVENT_AHEAD_MS_MAX: u64 = 2 * 3_600_000;
/// What a retention may be, days (API: PutRetentionPolicy).
pub const RETENTION_DAYS: [i32; 22] =
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
/// Items of a page of groups or streams, at most and by default (API: DescribeLogGroups).
pub const DESCRIBE_MAX: usize = 50;
/// Events of a page, at most and by default (API: GetLogEvents, FilterLogEvents).
pub const PAGE_EVENTS_MAX: usize = 10_000;
/// Bytes of events in a page (API: GetLogEvents, FilterLogEvents: 1 MB).
pub const PAGE_BYTES_MAX: usize = 1 << 20;
/// Events that one FilterLogEvents call looks at; what is left is for the next page. Ours: it keeps a
/// call to about a tenth of a second.
pub const EXAMINED_EVENTS_MAX: usize = 50_000;
/// Bytes of events that one FilterLogEvents call looks at. Ours.
pub const EXAMINED_BYTES_MAX: usize = 16 << 20;
/// Bytes of events from inside the house that may wait to be written; beyond, callers wait. Ours.
pub const WAITING_BYTES_MAX: usize = 4 << 20;
/// How long events from inside wait for others to share a sync with, milliseconds. Ours: five syncs a
/// second cost the streams that share the disk nothing that can be measured.
pub const WAITING_MS: u64 = 200;
/// Events deleted in one transaction of a sweep. Ours.
pub const SWEEP_EVENTS: usize = 2_000;
/// Metric filters of a group (user guide: CloudWatch Logs quotas).
pub const METRIC_FILTERS_MAX: usize = 100;
/// Subscriptions of a group (user guide: CloudWatch Logs quotas).
pub const SUBSCRIPTIONS_MAX: usize = 2;
/// Patterns with regular expressions among a group's filters (user guide: filter pattern syntax).
pub const EXPRESSION_FILTERS_MAX: usize = 5;
/// Tags of a group (API: TagResource).
pub const TAGS_MAX: usize = 50;
/// Dimensions of a metric filter (API: MetricTransformation).
pub const FILTER_DIMENSIONS_MAX: usize = 3;
/// Characters of a dimension's value; what is longer is not counted (CloudWatch API: Dimension).
pub const DIMENSION_VALUE_MAX: usize = 1024;
/// How long metrics of filters wait for others to be reported with, milliseconds. Ours.
pub const REPORT_MS: u64 = 1000;
/// Samples of one report; the CloudWatch service takes 100 000. Ours.
pub const REPORT_SAMPLES_MAX: usize = 50_000;
/// Events that a follower takes at once. Ours.
pub const FOLLOW_EVENTS_MAX: usize = 5_000;
/// Bytes of events that a follower takes at once. Ours.
pub const FOLLOW_BYTES_MAX: usize = 4 << 20;
/// How long an event is tried to be delivered, milliseconds (user guide: subscriptions, 24 hours).
pub const DELIVERY_AGE_MS_MAX: u64 = 24 * 3_600_000;
/// Bytes of a message to a stream before it is compressed, so that it fits a record of 1 MiB, or of 1 000 KiB for a
/// delivery stream, however badly it compresses. Ours.
pub const MESSAGE_BYTES_MAX: usize = 900_000;
/// The same for a function, whose event is in base64 and at most 1 MiB. Ours.
pub const FUNCTION_MESSAGE_BYTES_MAX: usize = 700_000;
/// The first and the longest wait before what was refused is tried again, milliseconds. Ours.
pub const RETRY_MS: (u64, u64) = (500, 30_000);
/// Events of one update of a live tail (API: StartLiveTail).
pub const TAIL_EVENTS_MAX: usize = 500;
/// How often a live tail is updated, milliseconds (API: StartLiveTail: once a second).
pub const TAIL_UPDATE_MS: u64 = 1000;
/// How long a live tail lasts, milliseconds (API: StartLiveTail).
pub const TAIL_MS_MAX: u64 = 3 * 3_600_000;
/// Live tails at once in a place (user guide: CloudWatch Logs quotas).
pub const TAILS_MAX: usize = 15;
/// Bytes that a live tail holds until its next update. Ours.
pub const TAP_BYTES_MAX: usize = 4 << 20;
