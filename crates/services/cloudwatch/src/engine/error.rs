//! Facts that keep an operation from being carried out.

use kernel::Kind;
use storage::StorageError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// The account has as many metrics as it may.
    #[error("the account has {0} metrics, which is as many as it may; let old ones expire")]
    TooManyMetrics(u64),
    /// The account has as many sources of reports as it may.
    #[error("the account has {0} sources of reports, which is as many as it may")]
    TooManySources(u64),
    /// A report that makes no sense.
    #[error("a report of the house cannot be kept: {0}")]
    BadReport(String),
    /// The account has as many dashboards as it may.
    #[error("the account has {0} dashboards, which is as many as it may; delete some")]
    TooManyDashboards(usize),
    /// No dashboards of these names.
    #[error("there are no dashboards `{}`; create them first", .0.join("`, `"))]
    NoDashboards(Vec<String>),
    /// What is stored cannot be read.
    #[error("stored metrics are damaged: {0}")]
    Corrupt(&'static str),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoDashboards(_) => Kind::NotFound,
            Self::TooManyMetrics(_) | Self::TooManySources(_) | Self::TooManyDashboards(_) => Kind::Throttled,
            Self::BadReport(_) => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
