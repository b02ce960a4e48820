//! What can go wrong for a client.

use wire::Fault;

/// Why a call, or a function's invocation, did not work out.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The environment lacks something, or says something that makes no sense.
    #[error("{0}")]
    Environment(String),
    /// The service refused, or could not be reached.
    #[error("{0}")]
    Refused(#[from] Fault),
    /// A host that is not AWS's does not answer: which, and why.
    #[error("{0}")]
    Unreachable(String),
    /// The event is not what the function takes.
    #[error("the event is not what this function takes: {0}")]
    Event(String),
    /// A function could not do its work: why.
    #[error("{0}")]
    Failed(String),
    /// The Runtime API does not answer as it should.
    #[error("the Lambda Runtime API: {0}")]
    Runtime(String),
}
