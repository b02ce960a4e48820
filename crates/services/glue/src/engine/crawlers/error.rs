//! What can go wrong with crawlers and classifiers, as facts.

use storage::StorageError;

use super::CronError;
use crate::crawler::{GlobError, GrokError, PathError};
use crate::engine::EngineError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CrawlerError {
    /// No crawler of that name.
    #[error("the crawler `{0}` does not exist; create it first")]
    NoCrawler(String),
    /// A crawler of that name is there.
    #[error("the crawler `{0}` exists already")]
    CrawlerExists(String),
    /// It crawls, so it cannot be changed.
    #[error("the crawler `{0}` is running; stop it first")]
    Running(String),
    /// It crawls already.
    #[error("the crawler `{0}` has already started")]
    Started(String),
    /// It does not crawl.
    #[error("the crawler `{0}` is not running")]
    NotRunning(String),
    /// It is about to end its crawl.
    #[error("the crawler `{0}` is stopping")]
    Stopping(String),
    /// It has no schedule.
    #[error("the crawler `{0}` has no schedule; give it one")]
    NoSchedule(String),
    /// Its schedule is on.
    #[error("the schedule of the crawler `{0}` is on already")]
    Scheduled(String),
    /// Its schedule is off.
    #[error("the schedule of the crawler `{0}` is off already")]
    NotScheduled(String),
    /// No classifier of that name.
    #[error("the classifier `{0}` does not exist; create it first")]
    NoClassifier(String),
    /// A classifier of that name is there.
    #[error("the classifier `{0}` exists already")]
    ClassifierExists(String),
    /// A classifier of that name is there, of another kind.
    #[error("the classifier `{0}` is of another kind; delete it, then make it anew")]
    OtherKind(String),
    /// A crawler is told what makes no sense, or asked for what is not built.
    #[error("{0}")]
    Invalid(String),
    /// Not a schedule.
    #[error(transparent)]
    Cron(#[from] CronError),
    /// Not a grok pattern.
    #[error(transparent)]
    Grok(#[from] GrokError),
    /// Not a JSON path.
    #[error(transparent)]
    Path(#[from] PathError),
    /// Not an exclude pattern.
    #[error(transparent)]
    Glob(#[from] GlobError),
    /// The catalogue could not do it.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl CrawlerError {
    /// As a fact of the catalogue, where a walk over it meets one.
    pub(super) fn into_engine(self) -> EngineError {
        match self {
            Self::Engine(error) => error,
            other => EngineError::Corrupt(other.to_string()),
        }
    }
}

impl From<StorageError> for CrawlerError {
    fn from(error: StorageError) -> Self {
        Self::Engine(error.into())
    }
}
