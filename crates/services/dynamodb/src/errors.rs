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
            EngineError::BadIterator => invalid("Invalid ShardIterator"),
            EngineError::ExpiredIterator => Fault::sender(
                "ExpiredIteratorException",
                "The shard iterator has expired and can no longer be used to retrieve stream records.",
            ),
            EngineError::Trimmed => Fault::sender(
                "TrimmedDataAccessException",
                "The operation attempted to read past the oldest stream record in a shard.",
            ),
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

/// That what is asked for is not there.
pub(crate) fn not_found(text: impl Into<String>) -> Fault {
    Fault::sender("ResourceNotFoundException", text)
}

/// That what is to be changed is changing already; `text` says what.
pub(crate) fn in_use(text: impl Into<String>) -> Fault {
    Fault::sender("ResourceInUseException", text)
}

/// That the account or the table has as many as it may have; `text` says of what.
pub(crate) fn limit_exceeded(text: impl std::fmt::Display) -> Fault {
    Fault::sender("LimitExceededException", format!("Subscriber limit exceeded: {text}"))
}

/// That AWS has it and we do not.
pub(crate) fn unsupported(what: impl std::fmt::Display) -> Fault {
    invalid_parameters(format!("{what} is not supported by Pumphouse; its coverage page lists what is"))
}
