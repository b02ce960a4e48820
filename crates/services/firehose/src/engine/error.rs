//! What can go wrong with delivery streams, as facts.

use kernel::{Kind, Place};
use storage::StorageError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No delivery stream of that name.
    #[error("no delivery stream `{name}` in account {}", place.account)]
    NoStream {
        /// Where it was looked for.
        place: Place,
        /// Its name.
        name: String,
    },
    /// A delivery stream of that name is there.
    #[error("delivery stream `{name}` exists already")]
    StreamExists {
        /// Where it is.
        place: Place,
        /// Its name.
        name: String,
    },
    /// The account has too many.
    #[error("the account has as many delivery streams as it may have")]
    TooManyStreams,
    /// The delivery stream is being made or deleted.
    #[error("delivery stream `{name}` is not active")]
    NotActive {
        /// Where it is.
        place: Place,
        /// Its name.
        name: String,
    },
    /// The delivery stream reads a Kinesis stream; nobody else may put records on it.
    #[error("the delivery stream reads a Kinesis stream and takes no records")]
    NotPutTo,
    /// Too much waits to be delivered.
    #[error("as many bytes wait to be delivered as may wait; look why the destination does not take them")]
    Backlog,
    /// It was changed since the caller looked.
    #[error("delivery stream `{name}` is at version {current}, not {given}")]
    OtherVersion {
        /// Its name.
        name: String,
        /// Its version.
        current: String,
        /// The version that the caller knows.
        given: String,
    },
    /// The input makes no sense; the text says why.
    #[error("{0}")]
    Invalid(String),
    /// What is stored cannot be read.
    #[error("the stored description of a delivery stream is damaged: {0}")]
    Corrupt(String),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// No delivery stream `name` in `place`.
    pub fn no_stream(place: &Place, name: &str) -> Self {
        Self::NoStream { place: place.clone(), name: name.to_owned() }
    }

    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoStream { .. } => Kind::NotFound,
            Self::StreamExists { .. }
            | Self::TooManyStreams
            | Self::NotActive { .. }
            | Self::OtherVersion { .. } => Kind::Conflict,
            Self::NotPutTo | Self::Invalid(_) => Kind::Invalid,
            Self::Backlog => Kind::Throttled,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
