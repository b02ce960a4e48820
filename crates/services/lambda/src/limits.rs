//! Every number of the service, with its source; the engine's are in `engine::limits`.
//!
//! "API" is the operation's page in the Lambda API reference, "guide" the developer guide.

use std::time::Duration;

/// Seconds an invocation may take where the function does not say (API: CreateFunction).
pub const TIMEOUT_SECONDS_DEFAULT: i32 = 3;
/// Seconds an invocation may take at most (guide, "Lambda quotas": 15 minutes).
pub const TIMEOUT_SECONDS_MAX: i32 = 900;
/// Characters of a function's name (API: CreateFunction).
pub const NAME_LENGTH_MAX: usize = 64;
/// Concurrent invocations that must be left to functions without a reservation (guide, "Configuring
/// reserved concurrency").
pub const UNRESERVED_CONCURRENCY_MIN: i64 = 100;
/// MiB of memory where the function does not say (API: CreateFunction).
pub const MEMORY_MB_DEFAULT: i32 = 128;
/// MiB of memory at most (guide, "Lambda quotas").
pub const MEMORY_MB_MAX: i32 = 10_240;
/// Bytes of a function's environment variables (guide, "Lambda quotas": 4 KB).
pub const ENVIRONMENT_BYTES_MAX: usize = 4096;
/// Functions that ListFunctions answers at most (API: ListFunctions).
pub const LIST_FUNCTIONS_MAX: usize = 50;
/// Mappings that ListEventSourceMappings answers at most (API: ListEventSourceMappings).
pub const LIST_MAPPINGS_MAX: usize = 100;
/// Tags of a function (API: TagResource).
pub const TAGS_MAX: usize = 50;
/// Filters of a mapping (guide, "Event filtering": five, or ten on request).
pub const FILTERS_MAX: usize = 10;
/// Records of a batch where a mapping does not say (API: CreateEventSourceMapping).
pub const BATCH_SIZE_DEFAULT: i32 = 100;
/// How often an idle shard is asked (guide, "Process Kinesis records": once per second) where the stream is
/// remote and nobody tells of new records.
pub const POLL_EVERY: Duration = Duration::from_secs(1);
/// The same of streams of DynamoDB's tables (guide, "Process DynamoDB records": four times per second).
pub const POLL_TABLE_EVERY: Duration = Duration::from_millis(250);
/// How often an idle shard is asked although new records are told of: a notice is only a hint.
pub const POLL_EMBEDDED_EVERY: Duration = Duration::from_secs(10);
/// The wait after an empty answer that says there is more: GetRecords may be called five times a second
/// (Kinesis quotas).
pub const POLL_BEHIND: Duration = Duration::from_millis(200);
/// How often a stream is asked for new shards.
pub const LIST_SHARDS_EVERY: Duration = Duration::from_secs(60);
/// The longest wait after a stream could not be read.
pub const READ_WAIT_MAX: Duration = Duration::from_secs(5);
/// The first wait after a failed batch; twice as long each time, up to the longest.
pub const RETRY_WAIT_FIRST: Duration = Duration::from_millis(100);
/// The longest wait after a failed batch.
pub const RETRY_WAIT_MAX: Duration = Duration::from_secs(30);
/// How long a mapping says that it is Creating, Updating or the like, milliseconds.
pub const TRANSITION_MS: u64 = 2000;
/// Asynchronous events of a function that may wait; one more is throttled.
pub const EVENTS_OF_FUNCTION_MAX: usize = 10_000;
/// Bytes of asynchronous events of a function that may wait.
pub const EVENTS_OF_FUNCTION_BYTES_MAX: usize = 256 << 20;
/// Asynchronous events of all functions that may wait: of each, memory holds some hundred bytes.
pub const EVENTS_MAX: usize = 100_000;
/// Asynchronous events at work at once.
pub const EVENTS_AT_ONCE: usize = 64;
/// Asynchronous events of one function at work at once, so that a slow one leaves room for others.
pub const EVENTS_OF_FUNCTION_AT_ONCE: usize = 16;
/// How often the clock is looked at while events wait for their time: it may be moved.
pub const EVENTS_LOOK_EVERY: Duration = Duration::from_millis(250);
/// The waits before an asynchronous event's second and third try after the function failed, milliseconds
/// (guide, "Asynchronous invocation": two retries, after one minute, then two).
pub const EVENT_RETRY_MS: [u64; 2] = [60_000, 120_000];
/// The first wait after an asynchronous event could not be given to the function at all, and the longest,
/// milliseconds; twice as long each time (guide: from one second to five minutes).
pub const EVENT_THROTTLED_MS: [u64; 2] = [1000, 300_000];
/// How old an asynchronous event may become where the function does not say, seconds (guide: six hours).
pub const EVENT_AGE_SECONDS_DEFAULT: i32 = 21_600;
/// The waits before a destination is told again that could not take what it was told; after the last it is
/// not told, as on AWS.
pub const DESTINATION_WAITS: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
];
/// Bytes of a function's resource policy (guide, "Lambda quotas": 20 KB).
pub const POLICY_BYTES_MAX: usize = 20_480;
/// Bytes of an asynchronous event (guide, "Lambda quotas": 1 MB since 2025).
pub const EVENT_BYTES_MAX: usize = 1 << 20;
/// How long credentials for a function are asked for, seconds (a role allows an hour at least).
pub const CREDENTIALS_SECONDS: i32 = 3600;
/// Credentials with less life than this are replaced before the next invocation, milliseconds: more than
/// the longest invocation takes.
pub const CREDENTIALS_LEFT_MS_MIN: u64 = 1_000_000;
/// Messages of one receive, and of one deletion (SQS quotas).
pub const QUEUE_RECEIVE_MAX: usize = 10;
/// How long a receive waits for messages, seconds (guide, "Using Lambda with Amazon SQS": long polling).
pub const QUEUE_WAIT_S: i32 = 20;
/// Messages of a batch where the mapping does not say (API: CreateEventSourceMapping).
pub const QUEUE_BATCH_SIZE_DEFAULT: i32 = 10;
/// Messages of a batch of a FIFO queue, and of a standard one without a window (API: CreateEventSourceMapping).
pub const QUEUE_BATCH_SIZE_PLAIN_MAX: i32 = 10;
/// Batches of a queue at work at once where the mapping does not say; on AWS there may be a thousand. Ours.
pub const QUEUE_BATCHES_AT_ONCE: i32 = 16;
/// Invocations of a function that are remembered for who looks into the house. Ours.
pub const PAST_PER_FUNCTION_MAX: usize = 100;
/// Bytes of an event, or of an answer, that are remembered; more is cut. Ours.
pub const PAST_PART_BYTES_MAX: usize = 64 << 10;
/// Bytes of all that is remembered. Ours.
pub const PAST_BYTES_MAX: usize = 32 << 20;
/// Characters of the error's text that go with a dead letter (guide, "Dead-letter queues": the first 1 KB).
pub const DEAD_LETTER_TEXT_MAX: usize = 256;
