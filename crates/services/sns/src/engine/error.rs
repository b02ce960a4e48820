//! Facts that keep an operation from being carried out.

use kernel::Kind;
use storage::StorageError;

use super::settings::SettingError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No topic of that name.
    #[error("the topic does not exist; create it first")]
    NoTopic,
    /// A topic of that name is there, and another than asked for.
    #[error("the topic exists already with other attributes")]
    TopicDiffers,
    /// A topic of that name is there, with other tags.
    #[error("the topic exists already with other tags")]
    TagsDiffer,
    /// More topics than an account may have.
    #[error("the account has as many topics as it may; delete some")]
    TooManyTopics,
    /// No such subscription.
    #[error("the subscription does not exist")]
    NoSubscription,
    /// The endpoint is subscribed already, on other terms.
    #[error("the endpoint is subscribed already with other attributes")]
    SubscriptionDiffers,
    /// More subscriptions than a topic may have.
    #[error("the topic has as many subscriptions as it may; end some")]
    TooManySubscriptions,
    /// More filter policies than a topic may have.
    #[error("the topic has as many filter policies as it may; use another topic")]
    TooManyFilters,
    /// A token that confirms nothing here, or did so too late.
    #[error("the token confirms no subscription of this topic, or is too old; subscribe again")]
    BadToken,
    /// An attribute that makes no sense.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The policy has a statement of that label.
    #[error("the policy has a statement of that label; choose another")]
    LabelExists,
    /// The policy has no statement of that label.
    #[error("the policy has no statement of that label")]
    NoLabel,
    /// What is stored cannot be read.
    #[error("a stored record is damaged: {0}")]
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
            Self::NoTopic | Self::NoSubscription | Self::NoLabel => Kind::NotFound,
            Self::TopicDiffers | Self::TagsDiffer | Self::SubscriptionDiffers | Self::LabelExists => {
                Kind::Conflict
            }
            Self::TooManyTopics | Self::TooManySubscriptions | Self::TooManyFilters => Kind::Throttled,
            Self::BadToken | Self::Setting(_) => Kind::Invalid,
            Self::Ending => Kind::Unavailable,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
