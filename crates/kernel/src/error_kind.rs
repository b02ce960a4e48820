//! The one coarse kind that every engine error carries: it says what a caller can do about it.

/// What a caller can do about an error. Engines answer typed facts; each fact has one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The thing named does not exist; create it or correct the name.
    NotFound,
    /// The state forbids it (exists already, in use, condition failed); look, then decide.
    Conflict,
    /// Too much at once; the same call may pass after a pause.
    Throttled,
    /// Cannot be done just now (disk full, shutting down, remote away); the same call may pass later.
    Unavailable,
    /// The request itself is wrong and will be wrong again.
    Invalid,
    /// Stored bytes are not what was written; nothing was guessed.
    Corrupt,
    /// A bug of ours.
    Internal,
}
