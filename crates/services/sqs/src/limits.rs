//! Every number of the service, with its source.
//!
//! "API" is the operation's page in the SQS API reference, "quotas" the page of quotas in the developer guide.

use std::ops::RangeInclusive;

/// Bytes of a message, body and attributes (quotas: 1 MiB since August 2025).
pub const MESSAGE_BYTES_MAX: usize = 1 << 20;
/// Bytes of all messages of a batch (quotas).
pub const BATCH_BYTES_MAX: usize = 1 << 20;
/// Entries of a batch, and messages of one receive (quotas).
pub const BATCH_ENTRIES_MAX: usize = 10;
/// Attributes of a message (quotas).
pub const ATTRIBUTES_MAX: usize = 10;
/// Bytes of the name of a message attribute, and of its type (quotas).
pub const ATTRIBUTE_NAME_BYTES_MAX: usize = 256;
/// Messages in flight of one queue (quotas).
pub const IN_FLIGHT_MAX: usize = 120_000;
/// How long a message may be in flight from its receive on, seconds (quotas: 12 hours).
pub const VISIBILITY_S_MAX: u64 = 43_200;
/// What a delay may be, seconds (API: SendMessage).
pub const DELAY_S: RangeInclusive<i64> = 0..=900;
/// What the largest message of a queue may be set to, bytes (API: SetQueueAttributes).
pub const MESSAGE_BYTES: RangeInclusive<i64> = 1_024..=1_048_576;
/// What a retention may be, seconds (API: SetQueueAttributes).
pub const RETENTION_S: RangeInclusive<i64> = 60..=1_209_600;
/// How long a receive may wait, seconds (API: ReceiveMessage).
pub const WAIT_S: RangeInclusive<i64> = 0..=20;
/// What a visibility timeout may be, seconds (API: SetQueueAttributes).
pub const VISIBILITY_S: RangeInclusive<i64> = 0..=43_200;
/// How long a data key may be reused, seconds (API: SetQueueAttributes).
pub const KEY_REUSE_S: RangeInclusive<i64> = 60..=86_400;
/// After how many receives a message may be given up (API: SetQueueAttributes).
pub const RECEIVES: RangeInclusive<i64> = 1..=1_000;
/// Queues that a dead-letter queue may name as its sources (API: SetQueueAttributes).
pub const SOURCES_MAX: usize = 10;
/// How long a deduplication id is known, milliseconds (API: SendMessage: 5 minutes).
pub const DEDUPLICATION_MS: u64 = 300_000;
/// How long a receive's attempt id is known, milliseconds (API: ReceiveMessage: 5 minutes).
pub const ATTEMPT_MS: u64 = 300_000;
/// Attempt ids known of one queue; the oldest are forgotten beyond. Ours.
pub const ATTEMPTS_MAX: usize = 10_000;
/// How long the name of a deleted queue is not to be had, milliseconds (API: DeleteQueue).
pub const NAME_REST_MS: u64 = 60_000;
/// How long after a purge the next is refused, milliseconds (API: PurgeQueue).
pub const PURGE_REST_MS: u64 = 60_000;
/// Items of a page, at most and by default (API: ListQueues).
pub const PAGE_MAX: usize = 1_000;
/// Tags of a queue (quotas).
pub const TAGS_MAX: usize = 50;
/// Statements of a queue's policy, and actions of one permission (quotas: 20 statements, 7 actions).
pub const STATEMENTS_MAX: usize = 20;
/// Actions of one permission (quotas).
pub const ACTIONS_MAX: usize = 7;
/// Messages that a task moves a second, where it is told (API: StartMessageMoveTask).
pub const MOVES_PER_SECOND: RangeInclusive<i64> = 1..=500;
/// Tasks of one queue that are kept and listed (API: ListMessageMoveTasks).
pub const TASKS_MAX: usize = 10;
/// Sequence numbers that are set aside at a time: what was not used of them when the server ends is passed over. Ours.
pub const NUMBERS_AHEAD: u64 = 65_536;
/// Records deleted in one transaction of a sweep or a purge. Ours.
pub const SWEEP_RECORDS: usize = 2_000;
/// How long a waiting receive sleeps before it looks by itself, milliseconds: the clock may have been moved. Ours.
pub const LOOK_MS: u64 = 1_000;
