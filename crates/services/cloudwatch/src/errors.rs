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
            EngineError::NoAlarm(_) => Fault::with_status("ResourceNotFound", 404, "Unknown"),
            EngineError::TooManyAlarms(most) => Fault::sender(
                "LimitExceededFault",
                format!("The maximum limit of {most} alarms was reached."),
            ),
            EngineError::NoChildren(names) => validation(format!(
                "Could not save the composite alarm as alarms [{}] in the alarm rule do not exist",
                names.join(", ")
            )),
            EngineError::Needed(names) => {
                let them = if names.len() == 1 { "it" } else { "them" };
                validation(format!(
                    "Cannot delete {} as there are composite alarm(s) depending on {them}.",
                    names.join(",")
                ))
            }
            EngineError::SeveralComposites => {
                validation("Only one composite alarm can be deleted at a time.")
            }
            EngineError::OtherKind(name) => validation(format!(
                "An alarm of another type with the name {name} exists already; delete it first."
            )),
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

/// That the input of GetMetricData, or of an operation on alarms, makes no sense.
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

/// That a member of an alarm is missing, in the words of constraints.
pub(crate) fn absent(member: &str) -> Fault {
    validation(format!(
        "1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null"
    ))
}
