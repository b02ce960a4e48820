//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use glue_api::ErrorDetail;
use wire::Fault;

use crate::engine::{EngineError, ExpressionError};

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::NoDatabase(name) => not_found(format!("Database {name} not found.")),
            EngineError::DatabaseExists => exists("Database already exists."),
            EngineError::NoTable(name) => not_found(format!("Table {name} not found.")),
            EngineError::TableExists => exists("Table already exists."),
            EngineError::NoVersion(_) => not_found("Version not found."),
            EngineError::CurrentVersion(_) => invalid("Cannot delete the latest version of a table."),
            EngineError::StaleVersion(_) => Self::sender(
                "ConcurrentModificationException",
                "Update table failed due to concurrent modifications.",
            ),
            EngineError::NoPartition => not_found("Cannot find partition."),
            EngineError::PartitionExists => exists("Partition already exists."),
            EngineError::WrongValues { .. } => {
                invalid("The number of partition keys do not match the number of partition values")
            }
            EngineError::NoIndex => not_found("Index with the given indexName does not exist"),
            EngineError::IndexExists => {
                exists("Index with the given indexName or the same keys already exists")
            }
            EngineError::NoPartitionKey(name) => {
                invalid(format!("{name} is not a partition key of the table"))
            }
            EngineError::NoConnection(name) => not_found(format!("Connection {name} not found.")),
            EngineError::ConnectionExists => exists("Connection already exists."),
            EngineError::NoFunction(name) => not_found(format!("Function {name} not found.")),
            EngineError::FunctionExists => exists("Function already exists."),
            EngineError::NoStatistics(name) => {
                not_found(format!("Column statistics not found for column {name}."))
            }
            EngineError::NoColumn(name) => invalid(format!("Column {name} does not exist in the table.")),
            EngineError::NoResource(arn) => not_found(format!("Entity not found for resource {arn}")),
            EngineError::TooManyTags(most) => invalid(format!("A resource can have at most {most} tags.")),
            EngineError::TooMany { what, most } => Self::sender(
                "ResourceNumberLimitExceededException",
                format!("Number of {what} cannot exceed the limit of {most}."),
            ),
            EngineError::Expression(error) => expression(error),
            EngineError::Pattern(pattern) => invalid(format!("Expression {pattern} is not a valid pattern.")),
            EngineError::BadToken => invalid("Invalid continuation token."),
            EngineError::Corrupt(reason) => Self::with_status(
                "InternalServiceException",
                500,
                format!("the catalogue is damaged: {reason}"),
            ),
            EngineError::Storage(error) => match error.kind() {
                kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                    Self::with_status("OperationTimeoutException", 400, error.to_string())
                }
                _ => Self::with_status("InternalServiceException", 500, error.to_string()),
            },
        }
    }
}

fn expression(error: ExpressionError) -> Fault {
    match error {
        ExpressionError::Unreadable(text) => invalid(format!("Unsupported expression '{text}'")),
        ExpressionError::UnknownKey(_) => invalid("Invalid partition expression!"),
        ExpressionError::UnknownType(name) => invalid(format!("Unknown type : '{name}'")),
        ExpressionError::NotText(kind) => {
            invalid(format!("{kind} data type doesn't support operation 'LIKE'"))
        }
        ExpressionError::Literal { text, kind } => invalid(not_of_kind(&text, kind)),
        ExpressionError::Stored { text, kind } => {
            Fault::sender("InvalidStateException", not_of_kind(&text, kind))
        }
    }
}

fn not_of_kind(text: &str, kind: &str) -> String {
    match kind {
        "an integer" => format!("For input string: \"{text}\" is not an integer."),
        "a timestamp" => {
            format!("Timestamp format must be yyyy-mm-dd hh:mm:ss[.fffffffff] {text} is not a timestamp.")
        }
        _ => format!("{text} is not {kind}."),
    }
}

/// The same as what went wrong with one of several.
pub(crate) fn detail(error: EngineError) -> ErrorDetail {
    let fault = Fault::from(error);
    ErrorDetail { error_code: Some(fault.code.into_owned()), error_message: Some(fault.message) }
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
