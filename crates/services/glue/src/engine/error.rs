//! What can go wrong with the catalogue, as facts.

use kernel::Kind;
use storage::StorageError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No database of that name.
    #[error("the database `{0}` does not exist; create it first")]
    NoDatabase(String),
    /// A database of that name is there.
    #[error("the database exists already")]
    DatabaseExists,
    /// What is stored cannot be read.
    #[error("the stored description in the catalogue is damaged: {0}")]
    Corrupt(String),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoDatabase(_) => Kind::NotFound,
            Self::DatabaseExists => Kind::Conflict,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
