//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use dynamodb_api::Item;
use wire::{Fault, JsonWriter, Shape};

use crate::engine::EngineError;

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::NoTable => not_found("Requested resource not found"),
            EngineError::NoTableNamed { name } => {
                not_found(format!("Requested resource not found: Table: {name} not found"))
            }
            EngineError::TableExists { name } => in_use(format!("Table already exists: {name}")),
            EngineError::TableCreating { name } => in_use(format!(
                "Attempt to change a resource which is still in use: Table is being created: {name}"
            )),
            EngineError::TableUpdating { name } => in_use(format!(
                "Attempt to change a resource which is still in use: Table is being updated: {name}"
            )),
            EngineError::TooManyTables => Fault::sender(
                "LimitExceededException",
                format!(
                    "Subscriber limit exceeded: There is a limit of {} tables per subscriber",
                    crate::limits::TABLES_MAX
                ),
            ),
            EngineError::ConditionFailed { item } => {
                let fault =
                    Fault::sender("ConditionalCheckFailedException", "The conditional request failed");
                match item {
                    Some(item) => fault.member("Item", json(&item)),
                    None => fault,
                }
            }
            EngineError::Refused(refusal) => invalid(refusal.to_string()),
            EngineError::Expression(error) => invalid(error.message()),
            EngineError::Invalid(text) => invalid(text),
            EngineError::Corrupt(reason) => Fault::internal(reason),
            EngineError::Stopped => Fault::with_status("ServiceUnavailable", 503, error.to_string()),
            EngineError::Storage(error) => match error.kind() {
                kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                    Fault::with_status("ServiceUnavailable", 503, error.to_string())
                }
                _ => Fault::internal(error.to_string()),
            },
        }
    }
}

/// An item as a member of an error.
fn json(item: &Item) -> String {
    let mut writer = JsonWriter::default();
    item.write(&mut writer);
    writer.finish()
}

/// That the input makes no sense.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("ValidationException", text)
}

/// The same, with the words that AWS puts before most such texts.
pub(crate) fn invalid_parameters(text: impl std::fmt::Display) -> Fault {
    invalid(format!("One or more parameter values were invalid: {text}"))
}

fn not_found(text: impl Into<String>) -> Fault {
    Fault::sender("ResourceNotFoundException", text)
}

fn in_use(text: impl Into<String>) -> Fault {
    Fault::sender("ResourceInUseException", text)
}
