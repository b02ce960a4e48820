//! Every number the engine keeps to, with where AWS states it.
//!
//! "Quotas" is the page "Lambda quotas" of the Lambda developer guide.

use std::time::Duration;

/// Largest deployment zip that is uploaded directly, in bytes (Quotas: 50 MB).
pub const PACKAGE_ZIPPED_BYTES_MAX: u64 = 50 << 20;

/// Largest unpacked deployment package, in bytes (Quotas: 250 MB; the error text says 262144000).
pub const PACKAGE_UNZIPPED_BYTES_MAX: u64 = 250 << 20;

/// Most entries of a deployment zip. AWS states none; this bounds the work on a hostile archive.
pub const PACKAGE_ENTRIES_MAX: usize = 100_000;

/// Largest invocation payload, in bytes (Quotas: 6 MB for a synchronous invocation).
pub const REQUEST_BYTES_MAX: usize = 6 << 20;

/// Largest response of a function, in bytes: 6 MiB and 100 bytes, as AWS's error text says (6291556).
pub const RESPONSE_BYTES_MAX: u64 = (6 << 20) + 100;

/// How long the first start of a function may take before it is tried again within the function's own
/// timeout (developer guide, "Understanding the Lambda execution environment lifecycle": 10 seconds).
pub const INIT_MAX: Duration = Duration::from_secs(10);

/// Invocations under way at once in an account (Quotas: 1,000 concurrent executions).
pub const CONCURRENT_EXECUTIONS_MAX: usize = 1_000;

/// Longest log line kept in one piece, in bytes (CloudWatch Logs quotas: 256 KB an event, less the 26
/// bytes that each event counts for).
pub const LOG_LINE_BYTES_MAX: usize = (256 << 10) - 26;

/// What `LogType: Tail` answers, in bytes (API reference of Invoke: the last 4 KB).
pub const LOG_TAIL_BYTES_MAX: usize = 4 << 10;
