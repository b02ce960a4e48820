//! From facts to AWS's codes, statuses and texts.

use kernel::{Arn, Kind};
use storage::StorageError;
use wire::Fault;

use crate::engine::{InvokeError, ThrottleScope};

/// A fault as Lambda has it: the API's model spells the `Message` of some codes with a capital, and clients
/// that follow it to the letter look for that one.
pub fn fault(code: &'static str, status: u16, text: impl Into<String>) -> Fault {
    const CAPITAL: [&str; 3] = ["ResourceNotFoundException", "ServiceException", "InvalidRuntimeException"];
    let fault = Fault::with_status(code, status, text);
    let message =
        CAPITAL.contains(&code).then(|| serde_json::Value::from(fault.message.as_str()).to_string());
    match message {
        Some(message) => fault.member("Message", message),
        None => fault,
    }
}

/// That the input makes no sense.
pub fn invalid(text: impl Into<String>) -> Fault {
    fault("InvalidParameterValueException", 400, text)
}

/// That something which the input asks for is not built.
pub fn not_built(what: &str) -> Fault {
    invalid(format!("{what} is not built in Pumphouse; docs/guide/coverage.md says what is"))
}

/// That there is no such function.
pub fn function_not_found(arn: &Arn) -> Fault {
    fault("ResourceNotFoundException", 404, format!("Function not found: {arn}"))
}

/// That there is a function of this name already.
pub fn function_exists(name: &str) -> Fault {
    fault("ResourceConflictException", 409, format!("Function already exist: {name}"))
}

/// That there is no such event source mapping.
pub fn mapping_not_found() -> Fault {
    fault("ResourceNotFoundException", 404, "The resource you requested does not exist.")
}

/// That something of ours failed.
pub fn failed(text: impl Into<String>) -> Fault {
    fault("ServiceException", 500, text)
}

/// That the volume could not do it.
pub fn unavailable(error: StorageError) -> Fault {
    match error.kind() {
        Kind::Unavailable | Kind::Throttled => fault("ServiceException", 503, error.to_string()),
        _ => failed(error.to_string()),
    }
}

impl From<InvokeError> for Fault {
    fn from(error: InvokeError) -> Self {
        match error {
            InvokeError::Throttled { scope } => {
                let reason = match scope {
                    ThrottleScope::Function => "\"ReservedFunctionConcurrentInvocationLimitExceeded\"",
                    ThrottleScope::Account | ThrottleScope::Machine => {
                        "\"ConcurrentInvocationLimitExceeded\""
                    }
                };
                fault("TooManyRequestsException", 429, "Rate Exceeded.").member("Reason", reason.to_owned())
            }
            InvokeError::PayloadTooLarge { bytes, max } => payload_too_large(bytes, max, "RequestResponse"),
            InvokeError::RuntimeMissing { .. } => fault("InvalidRuntimeException", 502, error.to_string()),
            InvokeError::Start(_) | InvokeError::ShuttingDown => failed(error.to_string()),
        }
    }
}

/// That an event is larger than an invocation of this `kind` may bring.
pub fn payload_too_large(bytes: usize, max: usize, kind: &str) -> Fault {
    let text =
        format!("{bytes} byte payload is too large for the {kind} invocation type (limit {max} bytes)");
    fault("RequestTooLargeException", 413, text)
}
