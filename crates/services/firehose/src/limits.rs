//! Every number of the service, with its source.
//!
//! "Quotas" is the page "Amazon Data Firehose quota" of the developer guide, "API" the operation's or type's
//! page in the API reference, "guide" another page of the developer guide.

use std::time::Duration;

/// Delivery streams of an account in a region (Quotas).
pub const STREAMS_MAX: usize = 5000;
/// Bytes of one PutRecordBatch call (API: PutRecordBatch, 4 MiB).
pub const PUT_BYTES_MAX: usize = 4 << 20;
/// Tags of a delivery stream (API: TagDeliveryStream).
pub const TAGS_MAX: usize = 50;
/// Delivery streams that ListDeliveryStreams answers by default (API: ListDeliveryStreams).
pub const LIST_STREAMS_DEFAULT: usize = 10;
/// Tags that ListTagsForDeliveryStream answers by default: all that there can be.
pub const LIST_TAGS_DEFAULT: usize = TAGS_MAX;
/// How long a new delivery stream is CREATING at least, milliseconds. AWS takes seconds and promises none.
pub const CREATING_MS_MIN: u64 = 500;
/// How long it is CREATING at most, where nobody looks, milliseconds.
pub const CREATING_MS_MAX: u64 = 3000;

/// MiB that a buffer holds where nobody says (API: BufferingHints, HttpEndpointBufferingHints,
/// AmazonopensearchserviceBufferingHints).
pub const BUFFER_MIB_DEFAULT: i32 = 5;
/// Seconds that a buffer waits where nobody says (the same).
pub const BUFFER_SECONDS_DEFAULT: i32 = 300;
/// MiB that a buffer of converted records holds where nobody says (guide, "Enable record format
/// conversion"), and one of a dynamic partition.
pub const BUFFER_MIB_CONVERTED: i32 = 128;
/// MiB that such a buffer must hold at least (the same).
pub const BUFFER_MIB_CONVERTED_MIN: i32 = 64;
/// Partitions that may have a buffer at once (Quotas: 500).
pub const PARTITIONS_MAX: usize = 500;
/// Bytes of one delivery stream that may be in memory, buffered or on their way. A buffer is delivered before
/// it is full where all together would exceed this: room for the largest buffer twice.
pub const MEMORY_BYTES_MAX: usize = 256 << 20;
/// Bytes that a record counts for in memory beside its data.
pub const PIECE_BYTES: usize = 128;
/// Deliveries of one delivery stream that are under way at once.
pub const DELIVERIES_AT_ONCE: usize = 4;
/// Invocations of one delivery stream's function that are under way at once.
pub const INVOCATIONS_AT_ONCE: usize = 4;
/// Bytes that are read from the log at once.
pub const READ_BYTES: usize = 1 << 20;
/// Bytes that wait in a delivery stream's log at most, until its destination takes them. Ours: AWS keeps a day's.
pub const BACKLOG_BYTES_MAX: u64 = 64 << 30;
/// Bytes of a segment of the log, which is dropped when all in it is delivered.
pub const SEGMENT_BYTES: u64 = 16 << 20;

/// MiB of records for one invocation where nobody says (guide, "Transform source data").
pub const TRANSFORM_MIB_DEFAULT: f64 = 1.0;
/// MiB of records for one invocation at least and at most (the same).
pub const TRANSFORM_MIB: std::ops::RangeInclusive<f64> = 0.2..=3.0;
/// Seconds that records wait for an invocation where nobody says (API: ProcessorParameter).
pub const TRANSFORM_SECONDS_DEFAULT: u64 = 60;
/// Seconds that they wait at most (the same).
pub const TRANSFORM_SECONDS_MAX: u64 = 900;
/// How often an invocation that fails is tried again where nobody says (guide, "Handle failure in data
/// transformation").
pub const TRANSFORM_RETRIES_DEFAULT: u64 = 3;
/// How often at most (API: ProcessorParameter).
pub const TRANSFORM_RETRIES_MAX: u64 = 300;
/// Bytes of an invocation's event and of its answer (Lambda quotas: 6 MB).
pub const TRANSFORM_BYTES_MAX: usize = 6_291_556;

/// The first wait after something failed, milliseconds; twice as long each time.
pub const RETRY_WAIT_MS_FIRST: u64 = 1000;
/// The longest wait after something failed, milliseconds.
pub const RETRY_WAIT_MS_MAX: u64 = 60_000;
/// Seconds that deliveries to HTTP endpoints and OpenSearch are tried again where nobody says (API:
/// HttpEndpointRetryOptions, AmazonopensearchserviceRetryOptions).
pub const RETRY_SECONDS_DEFAULT: i32 = 300;
/// How long an HTTP endpoint may take to answer (guide, "HTTP endpoint delivery request and response
/// specifications": three minutes).
pub const ANSWER_TIME_MAX: Duration = Duration::from_secs(180);
/// Bytes of an HTTP endpoint's answer (the same: 1 MiB); an answer to a bulk request says something of each
/// document.
pub const ANSWER_BYTES_MAX: usize = 1 << 20;
/// Bytes of OpenSearch's answer to a bulk request.
pub const BULK_ANSWER_BYTES_MAX: usize = 256 << 20;

/// Records of one GetRecords call.
pub const GET_RECORDS: i32 = 2000;
/// How often an idle shard is asked (Kinesis developer guide: Firehose reads once a second) where the stream
/// is remote and nobody tells of new records.
pub const POLL_EVERY: Duration = Duration::from_secs(1);
/// How often an idle shard is asked although new records are told of: a notice is only a hint.
pub const POLL_EMBEDDED_EVERY: Duration = Duration::from_secs(10);
/// The wait after an empty answer that says there is more.
pub const POLL_BEHIND: Duration = Duration::from_millis(200);
/// How often a stream is asked for new shards.
pub const LIST_SHARDS_EVERY: Duration = Duration::from_secs(60);
/// The longest wait after a stream could not be read.
pub const READ_WAIT_MAX: Duration = Duration::from_secs(5);
/// The house's clock can be moved, so nobody waits for longer than this without looking at it.
pub const CLOCK_LOOK_EVERY: Duration = Duration::from_secs(1);
