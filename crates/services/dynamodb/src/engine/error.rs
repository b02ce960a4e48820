//! What can go wrong with tables and items, as facts.

use kernel::Kind;
use storage::StorageError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No table of that name that items can be read from or written to.
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
    /// The table cannot be changed before it has been made.
    #[error("table `{name}` is being created")]
    TableCreating {
        /// Its name.
        name: String,
    },
    /// The table cannot be changed again before the last change is done.
    #[error("table `{name}` is being updated")]
    TableUpdating {
        /// Its name.
        name: String,
    },
    /// The account has too many tables.
    #[error("the account has as many tables as it may have")]
    TooManyTables,
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
            Self::TableExists { .. } | Self::TableCreating { .. } | Self::TableUpdating { .. } => {
                Kind::Conflict
            }
            Self::TooManyTables => Kind::Conflict,
            Self::Invalid(_) => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Stopped => Kind::Unavailable,
            Self::Storage(error) => error.kind(),
        }
    }
}
