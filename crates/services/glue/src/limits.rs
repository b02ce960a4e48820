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
/// Tables that one search looks at, at most. Ours.
pub const EXAMINED_TABLES_MAX: usize = 200_000;
/// Tables that one search sorts, at most: it holds them in memory. Ours.
pub const SORTED_TABLES_MAX: usize = 20_000;
/// Values deleted in one transaction of a sweep. Ours.
pub const SWEEP_RECORDS: usize = 2_000;
/// How deep an expression over partition keys may be nested. Ours.
pub const EXPRESSION_DEPTH_MAX: usize = 100;
/// Crawlers of one account and region (quotas).
pub const CRAWLERS_MAX: u64 = 1_000;
/// Ended crawls that are kept of a crawler. Ours: AWS keeps those of twelve months.
pub const CRAWLS_MAX: i64 = 1_000;
/// Where crawls are logged (Guide: monitoring crawlers).
pub const LOG_GROUP: &str = "/aws-glue/crawlers";
/// Objects of a crawl that are read at once. Ours: each holds its head, packed and unpacked.
pub const OBJECTS_AT_ONCE: usize = 4;
/// Crawls that are under way at once; others wait. Ours.
pub const CRAWLS_AT_ONCE: usize = 4;
/// Partitions that a crawl makes or changes in one transaction (API: BatchCreatePartition).
pub const PARTITIONS_AT_ONCE: usize = 100;
/// Items of a table that are looked at where only a sample is wanted. Ours.
pub const SAMPLE_ITEMS: usize = 1_000;
/// Lines of a crawl's log. Ours; what comes after is left out.
pub const LOG_LINES_MAX: usize = 1_000;
/// How often the house's clock is looked at for crawlers with a schedule. Ours: the clock can be moved.
pub const SCHEDULE_LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(1);
/// Crawlers or classifiers of a page, at most and by default (API: GetCrawlers; the default is ours).
pub const CRAWLER_PAGE_MAX: usize = 100;
/// Crawls of a page by default (API: ListCrawls).
pub const CRAWL_PAGE: usize = 20;
/// Crawls, the last ones, whose median GetCrawlerMetrics answers. Ours.
pub const CRAWLS_MEASURED: usize = 100;
