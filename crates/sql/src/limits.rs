//! Every number, with where it is from.

use std::time::Duration;

/// Limits of one engine; what a query meets when it asks for everything.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Memory that all queries together may hold in sorts, joins and aggregates, in bytes. Ours.
    pub memory_bytes_max: usize,
    /// What they may spill to the disk, in bytes. Ours.
    pub spill_bytes_max: u64,
    /// How long a query may take. Athena's quota for DML is 30 minutes.
    pub time_max: Duration,
    /// Threads that queries run on, apart from everybody else's. Ours.
    pub threads: usize,
    /// Queries that run at the same time; more wait. Athena's quota is 20 and more; ours.
    pub queries_max: usize,
    /// Where sorts and aggregates spill; none: they fail instead.
    pub spill_directory: Option<std::path::PathBuf>,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            memory_bytes_max: 1 << 30,
            spill_bytes_max: 16 << 30,
            time_max: Duration::from_secs(30 * 60),
            threads: cores.clamp(1, 16),
            queries_max: 4,
            spill_directory: None,
        }
    }
}

/// The longest query text, in bytes: Athena's quota.
pub const QUERY_BYTES_MAX: usize = 262_144;
/// How deep a text's brackets may nest: deeper ones are refused before they exhaust the stack. Ours.
pub const NESTING_MAX: usize = 150;
/// How many operators may be open at a time: `1 + 1 + …` is a tree as deep as it is long. Ours.
pub const OPERATORS_MAX: usize = 2_000;
/// The stack of a thread that plans and runs queries, in bytes: planners recurse. Only what is touched is memory. Ours.
pub const STACK_BYTES: usize = 512 << 20;
/// Rows of a batch: DataFusion's own choice.
pub const BATCH_ROWS: usize = 8_192;
/// Batches that wait for whoever reads an answer. Ours.
pub const BATCHES_WAITING: usize = 2;
/// Views within views: Trino refuses recursive ones; ours bounds the depth.
pub const VIEW_DEPTH_MAX: usize = 16;
/// Objects of one table that a query looks at. Ours.
pub const OBJECTS_MAX: usize = 1_000_000;
/// Objects that are remembered as read last, to look among them for a damaged one. Ours.
pub const READ_LAST_MAX: usize = 64;
/// Footers that are read at the same time while planning. Ours.
pub const FOOTERS_AT_ONCE: usize = 8;
/// Parquet objects whose footers are read while planning, for better plans; beyond, sizes have to do. Ours.
pub const FOOTERS_MAX: usize = 512;
/// Partitions that projection may make up: Athena refuses beyond a million.
pub const PROJECTED_MAX: usize = 1_000_000;
/// The longest line of a text object, in bytes. Athena's quota is 200 MB; ours is what memory allows.
pub const LINE_BYTES_MAX: usize = 64 << 20;
/// Partitions that one INSERT or CTAS may write: Athena's.
pub const WRITE_PARTITIONS_MAX: usize = 100;
/// Entries that `sequence` makes at most: Trino's.
pub const SEQUENCE_MAX: usize = 10_000;
/// Bytes of one string that a function makes. Ours.
pub const STRING_BYTES_MAX: usize = 16 << 20;
/// Readers of one live table at the same time, whatever a query's threads: streams and tables have other users. Ours.
pub const LIVE_READERS_MAX: usize = 4;
/// Columns that a live table has at most; names that are seen later are not there. Ours: a stream or table whose names
/// are data.
pub const LIVE_COLUMNS_MAX: usize = 500;
/// Items of a DynamoDB table, or records of a stream, that are looked at to find columns. Ours.
pub const LIVE_SAMPLE_MAX: usize = 1_000;
/// Pages of a DynamoDB table, or of a shard that begins with empty ones, that are looked at for that. Ours.
pub const LIVE_SAMPLE_PAGES: usize = 4;
/// Shards that are looked at to find a stream's columns. Ours.
pub const LIVE_SAMPLE_SHARDS: usize = 16;
/// How far back a stream is looked at for that, in milliseconds, until something is found; then from the first record
/// that is kept. Ours.
pub const LIVE_SAMPLE_WINDOWS_MS: [i64; 2] = [60_000, 3_600_000];
/// Tables or streams that are listed at most: twice the account's quota of tables (2,500). Ours.
pub const LIVE_LISTED_MAX: usize = 5_000;
/// Live tables whose columns `information_schema` looks up. Ours.
pub const LIVE_DESCRIBED_MAX: usize = 200;
/// How many of those at a time. Ours.
pub const LIVE_DESCRIBED_AT_ONCE: usize = 4;
/// Values of a partition key that are queried for, rather than scanning. Ours: IN lists of DynamoDB's own have 100.
pub const LIVE_KEYS_MAX: usize = 100;
/// Names that a projection expression lists; more are not worth one. Ours: an expression has 4 KB at most.
pub const LIVE_PROJECTED_MAX: usize = 100;
/// Shards of a stream that are read. Ours: beyond the quota of shards of an account (20,000 in the largest regions).
pub const LIVE_SHARDS_MAX: usize = 20_000;
/// By how much times of arrival may be out of order in a shard, in milliseconds. Ours; AWS promises no order.
pub const LIVE_ARRIVAL_SLACK_MS: i64 = 1_000;
/// Bytes of a page of GetRecords below which it was not cut off, its answer being at most 10 MB. Ours.
pub const LIVE_PAGE_BYTES: usize = 1 << 20;
/// The first pause before a throttled call is made again; each further one is twice as long. Ours.
pub const THROTTLED_PAUSE: Duration = Duration::from_millis(100);
/// How often a throttled call is made, at most: the pauses are 13 seconds together. Ours.
pub const THROTTLED_TRIES: u32 = 8;
