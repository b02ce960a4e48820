//! What can go wrong in the volume, as facts; [`StorageError::kind`] says what a caller can do.

use std::io;
use std::sync::Arc;

use kernel::Kind;

/// Why a storage operation was not carried out. Cheap to clone: one failed sync fails many writers.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StorageError {
    /// No space was left; nothing of the write was kept and earlier data is untouched.
    #[error("the disk is full, so `{file}` was not written; free some space and repeat")]
    Full {
        /// The file that could not grow.
        file: String,
    },
    /// An earlier write or sync failed in a way that leaves the disk's state unknown.
    #[error("`{file}` takes no writes since a write to it failed ({reason}); check the disk and restart")]
    Poisoned {
        /// The file whose write or sync failed.
        file: String,
        /// What the operating system said.
        reason: String,
    },
    /// Stored bytes are not what was written.
    #[error("`{file}` is damaged at byte {offset}: {what}; restore it from a copy, nothing was changed")]
    Corrupt {
        /// The damaged file, relative to the volume.
        file: String,
        /// Byte offset of the first damaged structure.
        offset: u64,
        /// What was found.
        what: String,
    },
    /// Another process has the volume open.
    #[error("`{directory}` is in use by another server; stop it or choose another directory")]
    Locked {
        /// The volume's directory.
        directory: String,
    },
    /// A bounded queue is full.
    #[error("more than {limit} bytes or calls wait to be written to `{store}`; slow down and repeat")]
    Throttled {
        /// The store whose queue is full.
        store: String,
        /// The bound that was reached.
        limit: usize,
    },
    /// The volume was closed.
    #[error("the volume is closed; open it again")]
    Closed,
    /// The call itself is wrong.
    #[error("{0}")]
    Invalid(String),
    /// The operating system refused.
    #[error("cannot {action} `{file}`: {source}")]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// On which file, relative to the volume.
        file: String,
        /// What the operating system said.
        source: Arc<io::Error>,
    },
    /// The B-tree library refused for a reason that is neither the disk nor the data.
    #[error("the tree of `{store}` failed: {reason}")]
    Tree {
        /// The key-value store.
        store: String,
        /// What the library said.
        reason: String,
    },
}

impl StorageError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Full { .. } | Self::Poisoned { .. } | Self::Closed | Self::Io { .. } => Kind::Unavailable,
            Self::Corrupt { .. } => Kind::Corrupt,
            Self::Locked { .. } => Kind::Conflict,
            Self::Throttled { .. } => Kind::Throttled,
            Self::Invalid(_) => Kind::Invalid,
            Self::Tree { .. } => Kind::Internal,
        }
    }

    /// For `map_err`: wraps what the disk said about `file`.
    pub(crate) fn io(action: &'static str, file: &str) -> impl FnOnce(io::Error) -> Self {
        move |source| {
            let file = file.to_owned();
            match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { file },
                _ => Self::Io { action, file, source: Arc::new(source) },
            }
        }
    }

    pub(crate) fn corrupt(file: &str, offset: u64, what: impl Into<String>) -> Self {
        Self::Corrupt { file: file.to_owned(), offset, what: what.into() }
    }
}
