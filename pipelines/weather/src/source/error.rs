//! Why the source gave up.

use std::time::Duration;

use client::ClientError;

/// Why the source gave up.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// NOAA's API refuses, and would again.
    #[error("NOAA's API refuses `{target}` with HTTP {status}: {message}")]
    Refused {
        /// Path and query.
        target: String,
        /// The HTTP status.
        status: u16,
        /// What it tells.
        message: String,
    },
    /// NOAA's API answers what it should not.
    #[error("NOAA's API answers `{target}` with what is no answer: {reason}")]
    Malformed {
        /// Path and query.
        target: String,
        /// What is wrong.
        reason: String,
    },
    /// Trying again did not help.
    #[error("gave up after {tries} tries in {} s: {reason}", waited.as_secs())]
    Exhausted {
        /// How often it was tried.
        tries: u32,
        /// For how long.
        waited: Duration,
        /// What went wrong last.
        reason: String,
    },
    /// The URL, or a header's value, is none.
    #[error("{0}")]
    Client(ClientError),
    /// The stream refuses, and would again.
    #[error("the stream refuses records: {0}")]
    Stream(ClientError),
}
