//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use kernel::Kind;
use wire::Fault;

use crate::engine::EngineError;

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::NoWorkGroup => invalid("WorkGroup is not found."),
            EngineError::WorkGroupExists => invalid("WorkGroup is already created"),
            EngineError::WorkGroupDisabled(name) => invalid(format!("WorkGroup {name} is disabled.")),
            EngineError::WorkGroupNotEmpty(name) => invalid(format!("WorkGroup {name} is not empty")),
            EngineError::PrimaryStays => invalid("The primary workgroup cannot be deleted."),
            EngineError::TooMany { what, most } => {
                invalid(format!("The number of {what} exceeds the limit of {most}."))
            }
            EngineError::NoExecution(id) => {
                with_code(format!("QueryExecution {id} was not found"), "QUERY_EXECUTION_NOT_FOUND")
            }
            EngineError::NoNamedQuery(id) => invalid(format!("NamedQuery {id} was not found")),
            EngineError::NoStatement { name, work_group } => Self::sender(
                "ResourceNotFoundException",
                format!("PreparedStatement {name} was not found in workGroup {work_group}"),
            ),
            EngineError::StatementExists { name, work_group } => {
                invalid(format!("PreparedStatement {name} already exists in workGroup {work_group}"))
            }
            EngineError::TokenReused => {
                with_code("Idempotent parameters do not match", "IDEMPOTENT_PARAMETER_MISMATCH")
            }
            EngineError::BadToken => bad_token(),
            EngineError::NoResource(arn) => {
                Self::sender("ResourceNotFoundException", format!("Resource {arn} was not found"))
                    .member("ResourceName", quoted(&arn))
            }
            EngineError::Corrupt(reason) => internal(reason),
            EngineError::Storage(error) => match error.kind() {
                Kind::Unavailable | Kind::Throttled => {
                    Self::with_status("ServiceUnavailableException", 503, error.to_string())
                }
                _ => internal(error.to_string()),
            },
        }
    }
}

/// That the input makes no sense, or asks for what is not here.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    with_code(text, "INVALID_INPUT")
}

/// The same with another of Athena's own codes.
pub(crate) fn with_code(text: impl Into<String>, code: &str) -> Fault {
    Fault::sender("InvalidRequestException", text)
        .member("AthenaErrorCode", quoted(code))
        .member("ErrorCode", quoted(code))
}

/// That `what` is AWS's, and not built here.
pub(crate) fn not_built(what: &str) -> Fault {
    invalid(format!("{what} is not supported by Pumphouse; docs/guide/coverage.md lists what is."))
}

/// That a page token is not one of ours.
pub(crate) fn bad_token() -> Fault {
    invalid("The NextToken is malformed.")
}

/// That there are as many queries as there may be.
pub(crate) fn too_many_queries() -> Fault {
    let text = "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the \
                number of concurrent queries submitted by this account. Contact customer support to request a \
                concurrent query limit increase.";
    Fault::sender("TooManyRequestsException", text)
        .member("Reason", quoted("CONCURRENT_QUERY_LIMIT_EXCEEDED"))
}

/// Something of ours failed.
pub(crate) fn internal(text: impl Into<String>) -> Fault {
    Fault::with_status("InternalServerException", 500, text)
}

/// `text` as JSON.
fn quoted(text: &str) -> String {
    let mut json = String::new();
    wire::write_json_string(&mut json, text);
    json
}
