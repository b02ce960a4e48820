//! Facts that keep an operation from being carried out.

use kernel::Kind;
use storage::StorageError;

use super::settings::SettingError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No queue of that name.
    #[error("the queue does not exist; create it first")]
    NoQueue,
    /// A queue of that name is there, and another than asked for.
    #[error("the queue exists already and its `{attribute}` is another")]
    QueueExists {
        /// What differs.
        attribute: String,
    },
    /// A queue of that name was deleted just now.
    #[error("a queue of that name was deleted less than a minute ago; wait")]
    DeletedRecently,
    /// An attribute that makes no sense.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The queue was purged just now.
    #[error("the queue `{name}` was purged less than a minute ago; wait")]
    PurgeInProgress {
        /// The queue.
        name: String,
    },
    /// Too many messages are in flight.
    #[error("too many messages of the queue are in flight; delete those that are done")]
    OverLimit,
    /// Not a receipt of this queue's.
    #[error("the receipt handle is not one that this queue gave out")]
    BadReceipt,
    /// The message is no longer whose receipt this is.
    #[error("the receipt handle has expired; receive the message again")]
    ReceiptExpired,
    /// There is no such message.
    #[error("the message is not there any more")]
    NoMessage,
    /// The message is not in flight.
    #[error("the message is not in flight; receive it first")]
    NotInFlight,
    /// The message would be in flight for longer than it may.
    #[error("the message would be in flight for more than 12 hours; let it go")]
    TooLongInFlight,
    /// The policy has a statement of that label.
    #[error("the policy has a statement of that label; choose another")]
    LabelExists,
    /// The policy has no statement of that label.
    #[error("the policy has no statement of that label")]
    NoLabel,
    /// No queue has this one for dead letters.
    #[error("the queue is no dead-letter queue; name it in a redrive policy first")]
    NotDeadLetter,
    /// A task moves messages of this queue already.
    #[error("a task moves messages of this queue already; wait for it or cancel it")]
    TaskRunning,
    /// No such task, or it has ended.
    #[error("no such task is running")]
    NoTask,
    /// What is stored cannot be read.
    #[error("the stored description of a queue is damaged: {0}")]
    Corrupt(String),
    /// The server is ending.
    #[error("the work was given up because the server is ending")]
    Ending,
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoQueue | Self::NoMessage | Self::NoTask | Self::NoLabel => Kind::NotFound,
            Self::QueueExists { .. } | Self::DeletedRecently | Self::TaskRunning | Self::LabelExists => {
                Kind::Conflict
            }
            Self::PurgeInProgress { .. } | Self::OverLimit => Kind::Throttled,
            Self::Setting(_) | Self::BadReceipt | Self::ReceiptExpired | Self::NotInFlight => Kind::Invalid,
            Self::TooLongInFlight | Self::NotDeadLetter => Kind::Invalid,
            Self::Ending => Kind::Unavailable,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
