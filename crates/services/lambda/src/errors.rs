//! From facts to AWS's codes, statuses and texts.

use kernel::{Arn, Kind};
use storage::StorageError;
use wire::Fault;

use crate::engine::{InvokeError, ThrottleScope};

/// That the input makes no sense.
pub fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidParameterValueException", text)
}

/// That something which the input asks for is not built.
pub fn not_built(what: &str) -> Fault {
    invalid(format!("{what} is not built in Pumphouse; docs/guide/coverage.md says what is"))
}

/// That there is no such function.
pub fn function_not_found(arn: &Arn) -> Fault {
    Fault::with_status("ResourceNotFoundException", 404, format!("Function not found: {arn}"))
}

/// That a function which should be new is there, or one which should be there is not.
pub fn function_exists_or_not(should_be_new: bool, name: &str) -> Fault {
    match should_be_new {
        true => Fault::with_status("ResourceConflictException", 409, format!("Function already exist: {name}")),
        false => Fault::with_status("ResourceNotFoundException", 404, format!("Function not found: {name}")),
    }
}

/// That the volume could not do it.
pub fn unavailable(error: StorageError) -> Fault {
    match error.kind() {
        Kind::Unavailable | Kind::Throttled => Fault::with_status("ServiceException", 503, error.to_string()),
        _ => Fault::with_status("ServiceException", 500, error.to_string()),
    }
}

impl From<InvokeError> for Fault {
    fn from(error: InvokeError) -> Self {
        match error {
            InvokeError::Throttled { scope } => {
                let reason = match scope {
                    ThrottleScope::Function => "\"ReservedFunctionConcurrentInvocationLimitExceeded\"",
                    ThrottleScope::Account | ThrottleScope::Machine => "\"ConcurrentInvocationLimitExceeded\"",
                };
                Fault::with_status("TooManyRequestsException", 429, "Rate Exceeded.")
                    .member("Reason", reason.to_owned())
            }
            InvokeError::PayloadTooLarge { bytes, max } => Fault::with_status(
                "RequestTooLargeException",
                413,
                format!("{bytes} byte payload is too large for the RequestResponse invocation type (limit {max} bytes)"),
            ),
            InvokeError::RuntimeMissing { .. } => {
                Fault::with_status("InvalidRuntimeException", 502, error.to_string())
            }
            InvokeError::Start(_) | InvokeError::ShuttingDown => {
                Fault::with_status("ServiceException", 500, error.to_string())
            }
        }
    }
}
