//! Every number of the service, with its source.
//!
//! "API" is the operation's page in the Athena API reference, "quotas" the Athena endpoints and quotas page of the
//! AWS General Reference.

use std::time::Duration;

/// Bytes of a query's text (user guide, service quotas).
pub const QUERY_BYTES_MAX: usize = 262_144;
/// Queries of an account and region that are queued or running: DML (quotas: 200 in the largest regions).
pub const ACTIVE_DML_MAX: usize = 200;
/// The same for DDL and the rest (quotas: 20).
pub const ACTIVE_DDL_MAX: usize = 20;
/// Queries that are queued or running in the whole house, of all accounts and regions. Ours.
pub const ACTIVE_MAX: usize = 2000;
/// Queries that run at once, in the whole house; the others are queued. Ours: an engine uses all processors for one.
pub const RUNNING_MAX: usize = 4;
/// How long a DML query may run (quotas: 30 minutes).
pub const DML_TIMEOUT: Duration = Duration::from_secs(30 * 60);
/// How long a DDL query may run (quotas: 600 minutes).
pub const DDL_TIMEOUT: Duration = Duration::from_secs(600 * 60);
/// How long queries are remembered, milliseconds (user guide: query history is kept for 45 days).
pub const HISTORY_MS: u64 = 45 * 86_400_000;
/// Queries that are remembered. Ours.
pub const HISTORY_MAX: usize = 20_000;
/// Bytes of what is remembered of queries, as they were when they were asked for. Ours.
pub const HISTORY_BYTES_MAX: u64 = 256 << 20;
/// Records that are deleted in one transaction. Ours.
pub const DELETE_TOGETHER: usize = 500;
/// How long an answer about a query that has not ended waits for its end. Ours: a quick query has ended when it is
/// asked about first, and nobody sleeps and asks again.
pub const END_WAIT: Duration = Duration::from_millis(200);
/// How long somebody waits for an end that another has begun to store. Ours: a sync takes milliseconds.
pub const ENDING_MAX: Duration = Duration::from_secs(10);
/// Workgroups of an account and region (quotas: 1,000).
pub const WORK_GROUPS_MAX: usize = 1000;
/// Prepared statements of a workgroup (quotas: 1,000).
pub const STATEMENTS_MAX: usize = 1000;
/// Prepared statements of one BatchGetPreparedStatement. Ours; AWS states none.
pub const BATCH_STATEMENTS_MAX: usize = 256;
/// Tags of one thing (user guide, tag restrictions).
pub const TAGS_MAX: usize = 50;
/// Items of a page, at most and by default (API: ListWorkGroups, ListQueryExecutions, …).
pub const PAGE_MAX: usize = 50;
/// Tags of a page, by default (API: ListTagsForResource: at least 75).
pub const TAGS_PAGE_MAX: usize = 75;
/// Rows of a page of results, at most and by default (API: GetQueryResults).
pub const RESULT_ROWS_MAX: usize = 1000;
/// Bytes of a page of results from which on it has no further row. Ours.
pub const RESULT_BYTES_MAX: usize = 8 << 20;
/// Bytes of a part of a result that is written in parts; a smaller result is one object. Ours: S3's least is 5 MiB.
pub const PART_BYTES: usize = 8 << 20;
/// How old a result may be that serves again, minutes, unless the caller says otherwise (API:
/// ResultReuseByAgeConfiguration: 60).
pub const REUSE_MINUTES: i32 = 60;
