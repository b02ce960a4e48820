//! Every number of the service that is not a rule of expressions or items, with its source.
//!
//! "Quotas" is the page "Quotas in Amazon DynamoDB" of the developer guide; "API" is the operation's page in
//! the API reference.

/// Shortest name of a table or an index (Quotas).
pub const NAME_CHARACTERS_MIN: usize = 3;
/// Longest name of a table or an index (Quotas).
pub const NAME_CHARACTERS_MAX: usize = 255;
/// Local secondary indexes of a table (Quotas).
pub const LOCAL_INDEXES_MAX: usize = 5;
/// Global secondary indexes of a table (Quotas).
pub const GLOBAL_INDEXES_MAX: usize = 20;
/// Attributes that all indexes of a table name in `NonKeyAttributes`, together (Quotas).
pub const PROJECTED_ATTRIBUTES_MAX: usize = 100;
/// Largest throughput that is a number to AWS, units a second.
pub const THROUGHPUT_UNITS_MAX: i64 = 1_000_000_000_000;
/// Tables of an account in a region (Quotas).
pub const TABLES_MAX: usize = 2500;
/// Tables that ListTables answers by default and at most (API: ListTables).
pub const LIST_TABLES_MAX: usize = 100;
/// Tags of a table (Quotas: "Maximum 50 tags per resource").
pub const TAGS_MAX: usize = 50;
/// Tags that ListTagsOfResource answers at once (API: ListTagsOfResource).
pub const LIST_TAGS_MAX: usize = 10;
/// Times to live that have passed by more than this many seconds do not count: AWS takes them for mistakes
/// (developer guide, "Time to Live": five years).
pub const TTL_PAST_SECONDS_MAX: u64 = 5 * 365 * 86_400;
/// Rows that one transaction of background work deletes or indexes. Ours.
pub const BATCH_ROWS_MAX: usize = 250;
/// Rows that one sweep looks at for their time to live, in each table. Ours: about a second's work.
pub const TTL_SWEEP_ROWS_MAX: usize = 200_000;
/// Rows of a table or index that DescribeTable counts at once; more are counted in the background. Ours: a
/// few milliseconds' work.
pub const COUNT_ROWS_AT_ONCE: usize = 2000;
/// Shortest time between two counts of a larger table or index, milliseconds. Ours.
pub const COUNT_INTERVAL_MS: u64 = 60_000;
/// Reads a second that a table paid per request takes from the start (developer guide, "Warm throughput").
pub const WARM_READ_UNITS: i64 = 12_000;
/// Writes a second that a table paid per request takes from the start (the same).
pub const WARM_WRITE_UNITS: i64 = 4000;
/// Most that AWS gives an account in a region unasked, read and write units a second each (Quotas).
pub const ACCOUNT_UNITS_MAX: i64 = 80_000;
/// Most that AWS gives a table unasked, read and write units a second each (Quotas).
pub const TABLE_UNITS_MAX: i64 = 40_000;
/// How long change records are kept, and streams that were disabled, milliseconds (developer guide, "Change data
/// capture for DynamoDB Streams": 24 hours).
pub const RECORD_MS: u64 = 24 * 3_600_000;
/// How long a shard iterator of a stream may be used, milliseconds (Streams API: GetShardIterator, 15 minutes).
pub const ITERATOR_MS_MAX: u64 = 15 * 60_000;
/// Records that GetRecords answers by default and at most (Streams API: GetRecords).
pub const GET_RECORDS_MAX: usize = 1000;
/// Stored bytes of the records that GetRecords answers at once, unless one alone has more (Streams API: GetRecords,
/// 1 MB).
pub const GET_RECORDS_BYTES_MAX: usize = 1 << 20;
/// Streams that ListStreams answers by default and at most (Streams API: ListStreams).
pub const LIST_STREAMS_MAX: usize = 100;
/// Shards that DescribeStream answers by default and at most (Streams API: DescribeStream).
pub const LIST_SHARDS_MAX: usize = 100;
/// Kinesis streams that a table remembers to have had its changes sent to, the present one included. Ours.
pub const DESTINATIONS_MAX: usize = 10;
/// Records that PutRecords of Kinesis takes at once (Kinesis API: PutRecords).
pub const PUT_RECORDS_MAX: usize = 500;
/// Bytes that are put on a Kinesis stream at once. Ours: what PutRecords of Kinesis takes is 5 MB.
pub const PUT_BYTES_MAX: usize = 4 << 20;
/// Stored bytes of changes that are at hand at a time on their way to a Kinesis stream. Ours.
pub const QUEUED_BYTES_MAX: usize = 2 << 20;
