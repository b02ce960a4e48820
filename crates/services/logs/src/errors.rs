//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use wire::Fault;

use crate::engine::EngineError;
use crate::limits::{BATCH_BYTES_MAX, TAGS_MAX};

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        let not_found = |text: &str| Self::sender("ResourceNotFoundException", text);
        let exists = |text: &str| Self::sender("ResourceAlreadyExistsException", text);
        match error {
            EngineError::NoGroup => not_found("The specified log group does not exist."),
            EngineError::NoStream => not_found("The specified log stream does not exist."),
            EngineError::GroupExists => exists("The specified log group already exists"),
            EngineError::StreamExists => exists("The specified log stream already exists"),
            EngineError::NoFilter => not_found("The specified filter does not exist."),
            EngineError::TooManyFilters | EngineError::TooManyExpressions => {
                Self::sender("LimitExceededException", "Resource limit exceeded.")
            }
            EngineError::TooManyTags => {
                Self::sender("TooManyTagsException", format!("A log group can have up to {TAGS_MAX} tags."))
            }
            EngineError::OutOfOrder => {
                invalid("Log events in a single PutLogEvents request must be in chronological order.")
            }
            EngineError::SpanTooLong => invalid(
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
            ),
            EngineError::TooLarge { bytes } => {
                invalid(format!("Upload too large: {bytes} bytes exceeds limit of {BATCH_BYTES_MAX}"))
            }
            EngineError::BadToken => invalid("The specified nextToken is invalid."),
            EngineError::Pattern(error) => invalid(error.to_string()),
            EngineError::Corrupt(reason) => Self::internal(reason),
            EngineError::Storage(error) => match error.kind() {
                kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                    Self::with_status("ServiceUnavailableException", 503, error.to_string())
                }
                _ => Self::internal(error.to_string()),
            },
        }
    }
}

/// That the input makes no sense, or asks for what is not here.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidParameterException", text)
}
