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
    /// No alarm of this name.
    #[error("there is no alarm `{0}`; create it first")]
    NoAlarm(String),
    /// The account and region have as many alarms as they may.
    #[error("there are {0} alarms, which is as many as there may be; delete some")]
    TooManyAlarms(u64),
    /// A composite alarm needs alarms that there are not.
    #[error("there are no alarms `{}`, which the alarm needs; create them first", .0.join("`, `"))]
    NoChildren(Vec<String>),
    /// Composite alarms need these alarms.
    #[error("composite alarms need `{}`; delete or change those first", .0.join("`, `"))]
    Needed(Vec<String>),
    /// More than one composite alarm is to be deleted at once.
    #[error("only one composite alarm can be deleted at once")]
    SeveralComposites,
    /// There is an alarm of this name, of the other kind.
    #[error("`{0}` is an alarm of the other kind; delete it first")]
    OtherKind(String),
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
            Self::NoDashboards(_) | Self::NoAlarm(_) => Kind::NotFound,
            Self::TooManyMetrics(_)
            | Self::TooManySources(_)
            | Self::TooManyDashboards(_)
            | Self::TooManyAlarms(_) => Kind::Throttled,
            Self::NoChildren(_) | Self::Needed(_) | Self::OtherKind(_) => Kind::Conflict,
            Self::BadReport(_) | Self::SeveralComposites => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
