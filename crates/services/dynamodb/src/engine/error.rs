//! What can go wrong with tables and items, as facts.

use dynamodb_api::Item;
use kernel::Kind;
use storage::StorageError;

use super::expression::ExpressionError;
use super::items::Refusal;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No table of that name to read items from or write them to.
    #[error("no such table")]
    NoTable,
    /// No table of that name.
    #[error("no table `{name}`")]
    NoTableNamed {
        /// The name, or the ARN, that was asked for.
        name: String,
    },
    /// A table of that name is there.
    #[error("table `{name}` exists already")]
    TableExists {
        /// Its name.
        name: String,
    },
    /// The account has too many tables.
    #[error("the account has as many tables as it may have")]
    TooManyTables,
    /// The item is not as the caller expected.
    #[error("the condition does not hold")]
    ConditionFailed {
        /// The item, where the caller wanted to see it and there is one.
        item: Option<Item>,
    },
    /// Keys, sizes or indexes of the table are not respected.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// An expression makes no sense, or does not fit the item.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
    /// What is no shard iterator.
    #[error("not a shard iterator")]
    BadIterator,
    /// An iterator that was made too long ago.
    #[error("the shard iterator has expired")]
    ExpiredIterator,
    /// The record asked for is kept no longer.
    #[error("the record is kept no longer")]
    Trimmed,
    /// The request makes no sense given what is stored; the text is AWS's.
    #[error("{0}")]
    Invalid(String),
    /// What is stored cannot be read.
    #[error("stored data is damaged: {0}")]
    Corrupt(String),
    /// The server is stopping.
    #[error("the server is stopping; repeat the call when it is back")]
    Stopped,
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoTable | Self::NoTableNamed { .. } => Kind::NotFound,
            Self::TableExists { .. } | Self::TooManyTables | Self::ConditionFailed { .. } => Kind::Conflict,
            Self::Refused(_)
            | Self::Expression(_)
            | Self::Invalid(_)
            | Self::BadIterator
            | Self::ExpiredIterator
            | Self::Trimmed => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Stopped => Kind::Unavailable,
            Self::Storage(error) => error.kind(),
        }
    }
}
