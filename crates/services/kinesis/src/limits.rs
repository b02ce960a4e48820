//! Every number of the service, with its source.
//!
//! "Quotas" is the page "Quotas and limits" of the Kinesis Data Streams developer guide; "API" is the
//! operation's page in the API reference.

/// Records a second that a shard takes (Quotas).
pub const WRITE_RECORDS_PER_SECOND: u64 = 1000;
/// Bytes a second that a shard takes, partition keys included (Quotas: 1 MB).
pub const WRITE_BYTES_PER_SECOND: u64 = 1 << 20;
/// GetRecords calls a second that a shard answers (Quotas).
pub const READ_CALLS_PER_SECOND: u64 = 5;
/// Bytes a second that a shard gives out (Quotas: 2 MB).
pub const READ_BYTES_PER_SECOND: u64 = 2 << 20;
/// Bytes of data and partition key of one record, where the stream does not allow more (API: PutRecord).
pub const RECORD_BYTES_MAX: usize = 1 << 20;
/// Bytes of one PutRecords call, partition keys included (API: PutRecords; 10 MiB since 2025).
pub const PUT_BYTES_MAX: usize = 10 << 20;
/// Bytes that one GetRecords call answers at most (API: GetRecords).
pub const GET_BYTES_MAX: usize = 10 << 20;
/// Records that one GetRecords call answers at most, and by default (API: GetRecords).
pub const GET_RECORDS_MAX: usize = 10_000;
/// How long an iterator may be used (API: GetShardIterator), milliseconds.
pub const ITERATOR_MS_MAX: u64 = 300_000;
/// Shortest and default retention (API: DecreaseStreamRetentionPeriod), hours.
pub const RETENTION_HOURS_MIN: u32 = 24;
/// Longest retention (API: IncreaseStreamRetentionPeriod), hours.
pub const RETENTION_HOURS_MAX: u32 = 8760;
/// Tags of one stream (API: AddTagsToStream).
pub const TAGS_MAX: usize = 50;
/// Shards of an account in a region (Quotas: 20,000 in the largest regions).
pub const ACCOUNT_SHARDS_MAX: u32 = 20_000;
/// On-demand streams of an account in a region (Quotas).
pub const ON_DEMAND_STREAMS_MAX: usize = 50;
/// Shards of a new on-demand stream (developer guide, "Choose the data stream capacity mode").
pub const ON_DEMAND_SHARDS: u32 = 4;
/// Streams that ListStreams answers by default (API: ListStreams).
pub const LIST_STREAMS_DEFAULT: usize = 100;
/// Shards that DescribeStream answers by default (API: DescribeStream).
pub const DESCRIBE_SHARDS_DEFAULT: usize = 100;
/// Shards that ListShards answers by default (API: ListShards).
pub const LIST_SHARDS_DEFAULT: usize = 1000;
/// How long a new stream is CREATING at least, milliseconds. AWS takes seconds and promises none.
pub const CREATING_MS_MIN: u64 = 500;
/// How long it is CREATING at most, where nobody looks, milliseconds.
pub const CREATING_MS_MAX: u64 = 3000;
