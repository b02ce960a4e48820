//! Every number of the service that its engine does not know, with its source.

use std::time::Duration;

/// Stacks of an account in a region that are not deleted (CloudFormation quotas).
pub const STACKS_MAX: usize = 2000;
/// Change sets of a stack. AWS publishes no number; ours bounds what is scanned.
pub const CHANGE_SETS_MAX: usize = 1000;
/// How long a deleted stack is still described (API: ListStacks, 90 days), milliseconds.
pub const DELETED_KEPT_MS: u64 = 90 * 24 * 3600 * 1000;
/// Entries that one answer lists. AWS publishes the number for DescribeStackResources; others look alike.
pub const PAGE: usize = 100;
/// Bytes of inline function code (template reference, `AWS::Lambda::Function` `Code`: 4096 KB).
pub const ZIP_FILE_BYTES_MAX: usize = 4096 * 1024;
/// First pause between two looks at a thing that is not usable yet; it doubles up to [`PAUSE_MAX`].
pub const PAUSE_MIN: Duration = Duration::from_millis(5);
/// Longest such pause.
pub const PAUSE_MAX: Duration = Duration::from_millis(100);
/// How long a thing may take to become usable, or to be gone. AWS allows more; nothing here is that slow.
pub const SETTLE_MAX: Duration = Duration::from_secs(300);
/// How often a throttled call is made in all.
pub const TRIES_MAX: u32 = 6;
/// Pause after the first throttled try; it doubles.
pub const RETRY_PAUSE: Duration = Duration::from_millis(100);
