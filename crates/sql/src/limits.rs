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
/// What the names of the engine's threads begin with: a panic on one ends its query alone.
pub const THREAD_NAME: &str = "sql";
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
