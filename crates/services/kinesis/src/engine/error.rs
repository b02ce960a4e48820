//! What can go wrong with streams, as facts.

use kernel::{Kind, Place};
use storage::StorageError;

/// A fact that keeps an operation from being carried out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum EngineError {
    /// No stream of that name.
    #[error("no stream `{name}` in account {}", place.account)]
    NoStream {
        /// Where it was looked for.
        place: Place,
        /// Its name.
        name: String,
    },
    /// A stream of that name is there.
    #[error("stream `{name}` exists already")]
    StreamExists {
        /// Where it is.
        place: Place,
        /// Its name.
        name: String,
    },
    /// The stream has no such shard.
    #[error("stream `{stream}` has no shard `{shard}`")]
    NoShard {
        /// The account of the stream.
        account: String,
        /// The stream.
        stream: String,
        /// The shard asked for.
        shard: String,
    },
    /// The account would have too many shards.
    #[error("{open_shards} shards are open and {wanted} more are too many")]
    TooManyShards {
        /// Where.
        place: Place,
        /// How many there are.
        open_shards: u32,
        /// How many more were asked for.
        wanted: u32,
    },
    /// The account has too many on-demand streams.
    #[error("the account has as many on-demand streams as it may have")]
    TooManyOnDemandStreams,
    /// A shard has taken or given as much as it may this second.
    #[error("shard `{shard}` of stream `{stream}` has reached its throughput")]
    Throughput {
        /// The account of the stream.
        account: String,
        /// The stream.
        stream: String,
        /// The shard.
        shard: String,
    },
    /// Not an iterator of ours.
    #[error("the iterator is not one that was given out")]
    BadIterator,
    /// The iterator was made too long ago.
    #[error("the iterator was made at {made_ms} and it is {now_ms}")]
    ExpiredIterator {
        /// When it was made, milliseconds since the epoch.
        made_ms: u64,
        /// When it was used.
        now_ms: u64,
    },
    /// The account, hash keys, numbers or times of the input make no sense; the text is AWS's.
    #[error("{0}")]
    Invalid(String),
    /// What is stored cannot be read.
    #[error("the stored description of a stream is damaged: {0}")]
    Corrupt(String),
    /// The volume could not do it.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl EngineError {
    /// No stream `name` in `place`.
    pub fn no_stream(place: &Place, name: &str) -> Self {
        Self::NoStream { place: place.clone(), name: name.to_owned() }
    }

    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoStream { .. } | Self::NoShard { .. } => Kind::NotFound,
            Self::StreamExists { .. } => Kind::Conflict,
            Self::TooManyShards { .. } | Self::TooManyOnDemandStreams => Kind::Conflict,
            Self::Throughput { .. } => Kind::Throttled,
            Self::BadIterator | Self::ExpiredIterator { .. } | Self::Invalid(_) => Kind::Invalid,
            Self::Corrupt(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
