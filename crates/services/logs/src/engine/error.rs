//! What can go wrong with logs, as facts.

use kernel::Kind;
use storage::StorageError;

use super::pattern::PatternError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No group of that name.
    #[error("the log group does not exist; create it first")]
    NoGroup,
    /// A group of that name is there.
    #[error("the log group exists already")]
    GroupExists,
    /// No stream of that name.
    #[error("the log stream does not exist; create it first")]
    NoStream,
    /// A stream of that name is there.
    #[error("the log stream exists already")]
    StreamExists,
    /// The events of a batch do not ascend in time.
    #[error("the events are not in order of time; sort them")]
    OutOfOrder,
    /// The events of a batch are too far apart.
    #[error("the events span more than a day; send them in several batches")]
    SpanTooLong,
    /// A batch is too large.
    #[error("the batch has {bytes} bytes; send it as several")]
    TooLarge {
        /// Its size, overhead included.
        bytes: usize,
    },
    /// No metric filter or subscription of that name.
    #[error("the filter does not exist; list those that do")]
    NoFilter,
    /// A group has as many filters of this kind as it may.
    #[error("the log group has as many filters as it may; delete one first")]
    TooManyFilters,
    /// A group has as many patterns with regular expressions as it may.
    #[error("the log group has as many regular expressions in filters as it may; delete one first")]
    TooManyExpressions,
    /// A group has as many tags as it may.
    #[error("the log group has as many tags as it may; remove one first")]
    TooManyTags,
    /// Not a page token of ours.
    #[error("the page token is not one that was given out")]
    BadToken,
    /// Not a filter pattern.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// What is stored cannot be read.
    #[error("the stored description of a log is damaged: {0}")]
    Corrupt(String),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoGroup | Self::NoStream | Self::NoFilter => Kind::NotFound,
            Self::TooManyFilters | Self::TooManyExpressions | Self::TooManyTags => Kind::Invalid,
            Self::GroupExists | Self::StreamExists => Kind::Conflict,
            Self::OutOfOrder | Self::SpanTooLong | Self::TooLarge { .. } => Kind::Invalid,
            Self::BadToken | Self::Pattern(_) => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
