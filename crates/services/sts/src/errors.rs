//! From facts to AWS's codes and texts.

use dispatch::Principal;
use wire::Fault;

use crate::engine::EngineError;

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Corrupt(reason) => Self::internal(reason),
            EngineError::Storage(error) => match error.kind() {
                kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                    Self::with_status("ServiceUnavailable", 503, error.to_string())
                }
                _ => Self::internal(error.to_string()),
            },
        }
    }
}

/// That the input makes no sense, or asks for what is not here.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("ValidationError", text)
}

/// That the caller may not.
pub(crate) fn denied(text: impl Into<String>) -> Fault {
    Fault::with_status("AccessDenied", 403, text)
}

/// That the caller may not assume `role`.
pub(crate) fn may_not_assume(caller: &Principal, role: &str) -> Fault {
    let caller = caller.arn();
    denied(format!("User: {caller} is not authorized to perform: sts:AssumeRole on resource: {role}"))
}

/// That the role behind the caller's keys is gone.
pub(crate) fn unknown_token() -> Fault {
    Fault::with_status("InvalidClientTokenId", 403, "The security token included in the request is invalid.")
}
