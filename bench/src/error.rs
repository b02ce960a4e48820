//! Why a measurement could not be made. Every one ends the program: a partial number misleads.

/// Why a measurement could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The endpoint is not `http://host:port`.
    #[error("`{0}` is not an address this can load: give `http://HOST:PORT`")]
    Endpoint(String),
    /// The connection broke.
    #[error("the connection to the server broke: {0}; look at its log")]
    Connection(#[from] std::io::Error),
    /// The server sent something that is not HTTP/1.1, or too much of it.
    #[error("the server's answer is not HTTP/1.1: {0}")]
    Protocol(&'static str),
    /// The server refused a request that has to succeed.
    #[error("`{operation}` was answered with HTTP {status}: {body}")]
    Refused {
        /// Operation, or path, of the request.
        operation: String,
        /// HTTP status.
        status: u16,
        /// The first part of the answer's body.
        body: String,
    },
    /// What landed is not what was put.
    #[error("{landed} rows landed of {put} that were put")]
    Rows {
        /// Rows that the server acknowledged.
        put: u64,
        /// Rows that were found.
        landed: u64,
    },
    /// Something did not become so in time.
    #[error("{0} within {1} s")]
    Late(&'static str, u64),
    /// The event that a function was given is not one it can work.
    #[error("the event lacks `{0}`")]
    Event(&'static str),
}
