//! Why a state was not saved or loaded.

use std::io;

use storage::StorageError;
use zip::result::ZipError;

/// See the module.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// Nothing is on a disk.
    #[error(
        "this house keeps its state in memory (`--ephemeral`); only one with `--data` can be saved or loaded"
    )]
    InMemory,
    /// One at a time.
    #[error("a state is being saved or loaded already; wait for that")]
    Busy,
    /// No such file.
    #[error("there is no saved state `{0}`; `pumphouse state list` shows those that there are")]
    NotFound(String),
    /// It is no archive, or damaged.
    #[error("the saved state is damaged ({0}); nothing was changed")]
    Damaged(String),
    /// It is of a later program.
    #[error(
        "the state was saved by Pumphouse {program}, which is newer than this one ({own}); nothing was changed"
    )]
    Newer {
        /// What saved it.
        program: String,
        /// What reads it.
        own: &'static str,
    },
    /// The disk.
    #[error("the disk failed: {0}")]
    Io(#[from] io::Error),
    /// The volume.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl StateError {
    /// The HTTP status that says who must change something.
    pub fn status(&self) -> u16 {
        match self {
            Self::InMemory | Self::Busy => 409,
            Self::NotFound(_) => 404,
            Self::Damaged(_) | Self::Newer { .. } => 400,
            Self::Io(_) | Self::Storage(_) => 500,
        }
    }
}

impl From<ZipError> for StateError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => Self::Io(error),
            other => Self::Damaged(other.to_string()),
        }
    }
}
