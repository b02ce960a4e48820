//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use wire::Fault;

use crate::engine::EngineError;

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::NoDatabase(name) => not_found(format!("Database {name} not found.")),
            EngineError::DatabaseExists => exists("Database already exists."),
            EngineError::Corrupt(reason) => Self::internal(reason),
            EngineError::Storage(error) => match error.kind() {
                kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                    Self::with_status("OperationTimeoutException", 400, error.to_string())
                }
                _ => Self::with_status("InternalServiceException", 500, error.to_string()),
            },
        }
    }
}

/// That the input makes no sense, or asks for what is not here.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidInputException", text)
}

fn not_found(text: impl Into<String>) -> Fault {
    Fault::sender("EntityNotFoundException", text)
}

fn exists(text: impl Into<String>) -> Fault {
    Fault::sender("AlreadyExistsException", text)
}
