//! Every number of the service, with its source.
//!
//! "API" is the operation's page in the SNS API reference, "guide" the developer guide, "quotas" the page of quotas in
//! the general reference.

use std::time::Duration;

/// Bytes of a message, its attributes included, and of all messages of a batch (quotas: 256 KiB).
pub const MESSAGE_BYTES_MAX: usize = 262_144;
/// Entries of a batch (API: PublishBatch).
pub const BATCH_ENTRIES_MAX: usize = 10;
/// Bytes of the name of a message attribute (guide, "message attributes").
pub const ATTRIBUTE_NAME_BYTES_MAX: usize = 256;
/// Attributes of a message that a queue takes raw (guide, "raw message delivery").
pub const RAW_ATTRIBUTES_MAX: usize = 10;
/// Letters of a subject (API: Publish).
pub const SUBJECT_LETTERS_MAX: usize = 100;
/// Letters of a topic's name (API: CreateTopic).
pub const NAME_LETTERS_MAX: usize = 256;
/// Letters of a FIFO topic's deduplication id and of a group (API: Publish).
pub const FIFO_ID_LETTERS_MAX: usize = 128;
/// How long a deduplication id is known, milliseconds (API: Publish: 5 minutes).
pub const DEDUPLICATION_MS: u64 = 300_000;
/// Topics of an account and region (quotas: 100,000 standard topics).
pub const TOPICS_MAX: usize = 100_000;
/// Subscriptions of a topic. AWS has 12,500,000; ours stand in memory.
pub const SUBSCRIPTIONS_MAX: usize = 10_000;
/// Subscriptions of a FIFO topic (quotas).
pub const FIFO_SUBSCRIPTIONS_MAX: usize = 100;
/// Subscriptions with a filter policy, of one topic (quotas).
pub const FILTERS_MAX: usize = 200;
/// Items of a page (API: ListTopics, ListSubscriptions).
pub const PAGE: usize = 100;
/// Tags of a topic (API: TagResource).
pub const TAGS_MAX: usize = 50;
/// Statements of a topic's policy (quotas of SQS's, which SNS does not state).
pub const STATEMENTS_MAX: usize = 20;
/// How long a token confirms, milliseconds (API: Subscribe: two days); then the subscription is gone.
pub const PENDING_MS: u64 = 2 * 24 * 3600 * 1000;

/// Keys at the top of a filter policy (guide, "filter policy constraints").
pub const FILTER_KEYS_MAX: usize = 5;
/// Combinations of values of a filter policy (the same page).
pub const FILTER_COMBINATIONS_MAX: u64 = 150;
/// Bytes of a filter policy (the same page: 256 KiB).
pub const FILTER_BYTES_MAX: usize = 262_144;
/// How deep a filter policy is nested. Ours, beyond what combinations allow.
pub const FILTER_DEPTH_MAX: usize = 32;

/// How long an HTTP endpoint has for its answer (guide, "HTTP endpoints": 15 seconds).
pub const HTTP_TIME_MAX: Duration = Duration::from_secs(15);
/// Bytes of an answer that are read. Ours: what it says does not matter.
pub const HTTP_ANSWER_BYTES_MAX: usize = 64 << 10;
/// Retries of a delivery policy (guide, "delivery policy": 0 to 100).
pub const RETRIES_MAX: u64 = 100;
/// Seconds of a delay of a delivery policy, and of all together (guide, "delivery policy").
pub const DELAY_S_MAX: u64 = 3_600;
/// How long a mail server has for each of its answers. Ours.
pub const SMTP_TIME_MAX: Duration = Duration::from_secs(30);
/// Bytes of a line of a mail server's answer (RFC 5321, 4.5.3.1.5: 512 octets; twice that).
pub const SMTP_LINE_BYTES_MAX: u64 = 1_024;

/// Deliveries to one subscription that are under way at once. Ours.
pub const LANE_AT_ONCE: usize = 8;
/// Deliveries under way at once in all. Ours.
pub const AT_ONCE: usize = 64;
/// Deliveries to one subscription that wait in memory; the others wait on the disk. Ours.
pub const LANE_WAITING_MAX: usize = 1_000;
/// How long a lane sleeps before it looks at the clock, milliseconds: it may have been moved. Ours.
pub const LOOK_MS: u64 = 1_000;
/// How often a dead-letter queue that fails is tried, and how long in between. Ours.
pub const DEAD_ATTEMPTS_MAX: i32 = 100;
/// See [`DEAD_ATTEMPTS_MAX`].
pub const DEAD_WAIT_MS: u64 = 20_000;
/// Records deleted in one transaction of a sweep. Ours.
pub const SWEEP_RECORDS: usize = 2_000;
