//! What can go wrong, as facts.

use kernel::Kind;
use storage::StorageError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No workgroup of that name.
    #[error("the workgroup does not exist; create it first")]
    NoWorkGroup,
    /// A workgroup of that name is there.
    #[error("the workgroup exists already")]
    WorkGroupExists,
    /// The workgroup takes no queries.
    #[error("the workgroup `{0}` is disabled; enable it first")]
    WorkGroupDisabled(String),
    /// The workgroup has queries.
    #[error("the workgroup `{0}` is not empty; delete it with all it has")]
    WorkGroupNotEmpty(String),
    /// `primary` stays.
    #[error("the workgroup `primary` cannot be deleted")]
    PrimaryStays,
    /// There are as many as there may be.
    #[error("there are {most} {what} already; delete some first")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// No query of that id, or not any more.
    #[error("there is no query `{0}`")]
    NoExecution(String),
    /// No named query of that id.
    #[error("there is no named query `{0}`")]
    NoNamedQuery(String),
    /// No prepared statement of that name.
    #[error("the workgroup `{work_group}` has no prepared statement `{name}`")]
    NoStatement {
        /// Its name.
        name: String,
        /// The workgroup.
        work_group: String,
    },
    /// A prepared statement of that name is there.
    #[error("the workgroup `{work_group}` has a prepared statement `{name}` already")]
    StatementExists {
        /// Its name.
        name: String,
        /// The workgroup.
        work_group: String,
    },
    /// A request token came again with another request.
    #[error("the request token was used for another request; take a new one")]
    TokenReused,
    /// Not a page token of ours.
    #[error("the page token is not one that was given out")]
    BadToken,
    /// Nothing of that ARN.
    #[error("there is no `{0}`")]
    NoResource(String),
    /// What is stored cannot be read.
    #[error("what is stored is damaged: {0}")]
    Corrupt(String),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoWorkGroup | Self::NoExecution(_) | Self::NoNamedQuery(_) => Kind::NotFound,
            Self::NoStatement { .. } | Self::NoResource(_) => Kind::NotFound,
            Self::WorkGroupExists | Self::StatementExists { .. } | Self::TokenReused => Kind::Conflict,
            Self::WorkGroupDisabled(_) | Self::WorkGroupNotEmpty(_) | Self::PrimaryStays => Kind::Conflict,
            Self::TooMany { .. } => Kind::Conflict,
            Self::BadToken => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
