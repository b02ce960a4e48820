//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use kernel::Kind;
use wire::Fault;

use crate::engine::EngineError;

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            // AWS does not find a delivery stream that is being made.
            EngineError::NoStream { place, name } | EngineError::NotActive { place, name } => Fault::sender(
                "ResourceNotFoundException",
                format!("Firehose {name} under account {} not found.", place.account),
            ),
            EngineError::StreamExists { place, name } => Fault::sender(
                "ResourceInUseException",
                format!("Firehose {name} under accountId {} already exists", place.account),
            ),
            EngineError::TooManyStreams => Fault::sender(
                "LimitExceededException",
                "You have already reached the limit of delivery streams that you can create.",
            ),
            EngineError::NotPutTo => {
                invalid("This operation is not permitted on KinesisStreamAsSource delivery stream type.")
            }
            EngineError::OtherVersion { name, current, given } => Fault::sender(
                "ConcurrentModificationException",
                format!(
                    "Cannot update firehose: {name} since the current version id: {current} and specified version \
                     id: {given} do not match"
                ),
            ),
            EngineError::Backlog => Fault::with_status("ServiceUnavailableException", 503, "Slow down."),
            EngineError::Invalid(text) => invalid(text),
            EngineError::Corrupt(reason) => Fault::internal(reason),
            EngineError::Storage(error) => match error.kind() {
                Kind::Throttled => Fault::with_status("ServiceUnavailableException", 503, "Slow down."),
                Kind::Unavailable => {
                    Fault::with_status("ServiceUnavailableException", 503, error.to_string())
                }
                _ => Fault::internal(error.to_string()),
            },
        }
    }
}

/// That the input makes no sense.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidArgumentException", text)
}

/// That `member` is AWS's, and not built here.
pub(crate) fn not_built(member: &str, instead: &str) -> Fault {
    invalid(format!("{member} is not supported by Pumphouse{instead}; docs/guide/coverage.md lists what is."))
}
