//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use wire::Fault;

use crate::engine::{EngineError, SettingError};

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        of_handle(error, "")
    }
}

/// The fault of an operation on the message that `handle` stands for.
pub(crate) fn of_handle(error: EngineError, handle: &str) -> Fault {
    let of_receipt = |reason: &str| wrong(handle, "ReceiptHandle", reason);
    match error {
        EngineError::NoQueue => Fault::sender("QueueDoesNotExist", "The specified queue does not exist."),
        EngineError::QueueExists { attribute } => {
            let text = "A queue already exists with the same name and a different value for attribute";
            Fault::sender("QueueNameExists", format!("{text} {attribute}"))
        }
        EngineError::DeletedRecently => Fault::sender(
            "QueueDeletedRecently",
            "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
        ),
        EngineError::Setting(error) => of_setting(error),
        EngineError::PurgeInProgress { name } => {
            let text = format!("Only one PurgeQueue operation on {name} is allowed every 60 seconds.");
            Fault::with_status("PurgeQueueInProgress", 403, text)
        }
        EngineError::OverLimit => Fault::with_status("OverLimit", 403, "Too many messages in flight."),
        EngineError::BadReceipt => {
            let text = format!("The input receipt handle \"{handle}\" is not a valid receipt handle.");
            Fault::sender("ReceiptHandleIsInvalid", text)
        }
        EngineError::ReceiptExpired => of_receipt("The receipt handle has expired."),
        EngineError::NoMessage => {
            of_receipt("Message does not exist or is not available for visibility timeout change.")
        }
        EngineError::NotInFlight => {
            Fault::sender("MessageNotInflight", "The message referred to is not in flight.")
        }
        EngineError::TooLongInFlight => {
            invalid("Total VisibilityTimeout for the message is beyond the limit [43200 seconds]")
        }
        EngineError::NotDeadLetter => invalid("Source queue must be configured as a Dead Letter Queue."),
        EngineError::TaskRunning => invalid(
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
        ),
        EngineError::LabelExists => of_label(EngineError::LabelExists, ""),
        EngineError::NoLabel => of_label(EngineError::NoLabel, ""),
        EngineError::NoTask => not_found("Task does not exist."),
        EngineError::Corrupt(reason) => Fault::internal(reason),
        EngineError::Ending => Fault::with_status("ServiceUnavailable", 503, error.to_string()),
        EngineError::Storage(error) => match error.kind() {
            kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                Fault::with_status("ServiceUnavailable", 503, error.to_string())
            }
            _ => Fault::internal(error.to_string()),
        },
    }
}

/// The fault of an operation on the permission called `label`.
pub(crate) fn of_label(error: EngineError, label: &str) -> Fault {
    match error {
        EngineError::LabelExists => wrong(label, "Label", "Already exists."),
        EngineError::NoLabel => wrong(label, "Label", "can't find label."),
        error => error.into(),
    }
}

/// The fault of an operation whose source is a queue named by its ARN.
pub(crate) fn of_source(error: EngineError) -> Fault {
    match error {
        EngineError::NoQueue => {
            not_found("The resource that you specified for the SourceArn parameter doesn't exist.")
        }
        error => error.into(),
    }
}

fn of_setting(error: SettingError) -> Fault {
    let name_fault = |text: String| Fault::sender("InvalidAttributeName", text);
    match error {
        SettingError::Unknown(name) => name_fault(format!("Unknown Attribute {name}.")),
        SettingError::FifoOnly(name) => {
            name_fault(format!("You can specify the {name} only when FifoQueue is set to true."))
        }
        SettingError::Invalid(name) => {
            Fault::sender("InvalidAttributeValue", format!("Invalid value for the parameter {name}."))
        }
        SettingError::TypeChange => Fault::sender(
            "InvalidAttributeValue",
            "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
        ),
        SettingError::TwoEncryptions => name_fault(
            "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE."
                .to_owned(),
        ),
        SettingError::Missing(name) => invalid(format!("The required parameter '{name}' is missing")),
        SettingError::Reason { name, value, reason } => wrong(&value, name, &reason),
    }
}

/// That an argument makes no sense.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidParameterValueException", text)
}

/// That the value of a parameter makes no sense, for a reason.
pub(crate) fn wrong(value: &str, parameter: &str, reason: &str) -> Fault {
    invalid(format!("Value {value} for parameter {parameter} is invalid. Reason: {reason}"))
}

/// That a parameter is missing.
pub(crate) fn missing(parameter: &str) -> Fault {
    let text = format!("The request must contain the parameter {parameter}.");
    Fault::sender("MissingRequiredParameterException", text)
}

/// That a queue or a task is not there.
pub(crate) fn not_found(text: &str) -> Fault {
    Fault::with_status("ResourceNotFoundException", 404, text)
}

/// That a queue may not be named as another's dead-letter queue, or is none.
pub(crate) fn bad_target(policy: &str, reason: &str) -> Fault {
    wrong(policy, "RedrivePolicy", reason)
}
