//! Every number of the service, with its source.
//!
//! "API" is the operation's page in the Glue Web API reference, "quotas" the page of Glue's endpoints and quotas.

/// Databases of one account and region (quotas).
pub const DATABASES_MAX: u64 = 10_000;
/// Tables of one database (quotas).
pub const TABLES_MAX: u64 = 200_000;
/// Archived versions of one table (quotas).
pub const VERSIONS_MAX: u64 = 100_000;
/// Partitions of one table (quotas).
pub const PARTITIONS_MAX: u64 = 10_000_000;
/// Functions of one database (quotas).
pub const FUNCTIONS_MAX: u64 = 100;
/// Connections of one account and region (quotas).
pub const CONNECTIONS_MAX: u64 = 1_000;
/// Partition indexes of one table (API: CreatePartitionIndex).
pub const INDEXES_MAX: usize = 3;
/// Tags of one resource (API: TagResource).
pub const TAGS_MAX: usize = 50;
/// Items of a page of databases, tables, versions, connections and functions, at most and by default (API:
/// GetTables).
pub const PAGE_MAX: usize = 100;
/// Tables of a page of a search, at most and by default (API: SearchTables).
pub const SEARCH_PAGE_MAX: usize = 1_000;
/// Partitions of a page, at most and by default (API: GetPartitions).
pub const PARTITION_PAGE_MAX: usize = 1_000;
/// Bytes of stored partitions in a page; what is beyond is for the next. Ours.
pub const PARTITION_PAGE_BYTES_MAX: usize = 8 << 20;
/// Partitions whose values one call of GetPartitions looks at; what is left is for the next page. Ours: it keeps a
/// call to a fraction of a second.
pub const EXAMINED_PARTITIONS_MAX: usize = 100_000;
/// Tables that one search looks at. Ours.
pub const EXAMINED_TABLES_MAX: usize = 200_000;
/// Values deleted in one transaction of a sweep. Ours.
pub const SWEEP_RECORDS: usize = 2_000;
/// How deep an expression over partition keys may be nested. Ours.
pub const EXPRESSION_DEPTH_MAX: usize = 100;
