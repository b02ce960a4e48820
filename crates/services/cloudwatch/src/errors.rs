//! From the engine's facts to AWS's codes and texts: one exhaustive match; and AWS's words for inputs that make no
//! sense.

use wire::Fault;

use crate::engine::EngineError;

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::TooManyMetrics(_)
            | EngineError::TooManySources(_)
            | EngineError::TooManyDashboards(_) => Fault::sender("LimitExceededException", error.to_string()),
            EngineError::BadReport(_) => invalid(error.to_string()),
            EngineError::NoDashboards(names) => {
                let text = match &names[..] {
                    [name] => format!("Dashboard {name} does not exist"),
                    _ => format!("Dashboards {} do not exist", names.join(", ")),
                };
                Fault::with_status("DashboardNotFoundError", 404, text)
            }
            EngineError::Corrupt(_) => internal(error.to_string()),
            EngineError::Storage(error) => match error.kind() {
                kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                    Fault::with_status("ServiceUnavailable", 503, error.to_string())
                }
                _ => internal(error.to_string()),
            },
        }
    }
}

fn internal(text: String) -> Fault {
    Fault::with_status("InternalServiceFault", 500, text)
}

/// That a value makes no sense.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidParameterValueException", text)
}

/// That values make no sense together.
pub(crate) fn combination(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidParameterCombinationException", text)
}

/// That GetMetricData's input makes no sense.
pub(crate) fn validation(text: impl Into<String>) -> Fault {
    Fault::sender("ValidationError", text)
}

/// That the parameter at `path` is missing.
pub(crate) fn missing(path: &str) -> Fault {
    Fault::sender("MissingRequiredParameterException", format!("The parameter {path} is required."))
}

/// That two parameters exclude each other.
pub(crate) fn exclusive(one: &str, other: &str) -> Fault {
    combination(format!(
        "The parameters {one} and {other} are mutually exclusive and you have specified both."
    ))
}

/// That a list is too long.
pub(crate) fn too_many(path: &str, most: usize) -> Fault {
    invalid(format!("The collection {path} must not have a size greater than {most}."))
}

/// That a value makes no sense.
pub(crate) fn bad_value(path: &str, value: impl std::fmt::Display) -> Fault {
    invalid(format!("The value {value} for parameter {path} is invalid."))
}
