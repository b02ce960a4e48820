//! Why there is no answer, as facts: what went wrong, where in the text, on which object.
//!
//! A fact has the name that Trino gives it, so that who speaks Athena's API prints `NAME: line 1:8: words`. Errors
//! travel through DataFusion as external errors and come out of it unchanged; what DataFusion itself finds wrong is
//! read in [`crate::dialect`], where the text's positions are known.

use std::fmt;

use datafusion::error::DataFusionError;

/// A place in a query's text, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u64,
    /// The character within the line.
    pub column: u64,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The text is not SQL.
    Syntax,
    /// No such catalog.
    CatalogNotFound,
    /// No such database.
    SchemaNotFound,
    /// No such table or view.
    TableNotFound,
    /// No such column.
    ColumnNotFound,
    /// A name that more than one column has.
    AmbiguousName,
    /// No such function, or none for these arguments.
    FunctionNotFound,
    /// Types that do not go together.
    TypeMismatch,
    /// A column that is neither grouped nor aggregated.
    ExpressionNotAggregate,
    /// Any other thing that the query's text gets wrong.
    Semantic,
    /// A value that the type asked for cannot hold.
    InvalidCast,
    /// An argument that the function does not take.
    InvalidArgument,
    /// A number that went out of its type's range.
    NumberOutOfRange,
    /// Division by zero.
    DivisionByZero,
    /// A scalar subquery with more than one row.
    SubqueryRows,
    /// The table, database or partition exists already.
    AlreadyExists,
    /// The catalog's description of a table makes no sense.
    InvalidMetadata,
    /// An object of the table holds something else than the table says.
    BadData,
    /// An object of the table cannot be read.
    CannotOpen,
    /// Whom the query runs for may not do that.
    AccessDenied,
    /// Something of AWS's that this engine does not do.
    Unsupported,
    /// The query needs more memory than it may have.
    OutOfMemory,
    /// The query took longer than it may.
    TimedOut,
    /// Whoever asked took the question back.
    Cancelled,
    /// Another service failed.
    External,
    /// We failed.
    Internal,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What went wrong.
    pub fact: Fact,
    /// Where in the text, if that is known.
    pub at: Option<Position>,
    /// The object that it is about, as `s3://bucket/key`.
    pub object: Option<String>,
    /// The words, as Trino's.
    pub message: String,
}

impl Error {
    /// An error that has no place in the text.
    pub fn new(fact: Fact, message: impl Into<String>) -> Self {
        Self { fact, at: None, object: None, message: message.into() }
    }

    /// An error about an object.
    pub fn of_object(fact: Fact, object: impl Into<String>, message: impl fmt::Display) -> Self {
        let object = object.into();
        let message = format!("{message} ({object})");
        Self { object: Some(object), ..Self::new(fact, message) }
    }

    /// The same at a place, unless it has one.
    #[must_use]
    pub fn at(mut self, position: Option<Position>) -> Self {
        self.at = self.at.or(position);
        self
    }

    /// Trino's name for it.
    pub fn name(&self) -> &'static str {
        match self.fact {
            Fact::Syntax | Fact::Semantic => "SYNTAX_ERROR",
            Fact::CatalogNotFound => "CATALOG_NOT_FOUND",
            Fact::SchemaNotFound => "SCHEMA_NOT_FOUND",
            Fact::TableNotFound => "TABLE_NOT_FOUND",
            Fact::ColumnNotFound => "COLUMN_NOT_FOUND",
            Fact::AmbiguousName => "AMBIGUOUS_NAME",
            Fact::FunctionNotFound => "FUNCTION_NOT_FOUND",
            Fact::TypeMismatch => "TYPE_MISMATCH",
            Fact::ExpressionNotAggregate => "EXPRESSION_NOT_AGGREGATE",
            Fact::InvalidCast => "INVALID_CAST_ARGUMENT",
            Fact::InvalidArgument => "INVALID_FUNCTION_ARGUMENT",
            Fact::NumberOutOfRange => "NUMERIC_VALUE_OUT_OF_RANGE",
            Fact::DivisionByZero => "DIVISION_BY_ZERO",
            Fact::SubqueryRows => "SUBQUERY_MULTIPLE_ROWS",
            Fact::AlreadyExists => "ALREADY_EXISTS",
            Fact::InvalidMetadata => "HIVE_INVALID_METADATA",
            Fact::BadData => "HIVE_BAD_DATA",
            Fact::CannotOpen => "HIVE_CANNOT_OPEN_SPLIT",
            Fact::AccessDenied => "PERMISSION_DENIED",
            Fact::Unsupported => "NOT_SUPPORTED",
            Fact::OutOfMemory => "EXCEEDED_MEMORY_LIMIT",
            Fact::TimedOut => "EXCEEDED_TIME_LIMIT",
            Fact::Cancelled => "USER_CANCELED",
            Fact::External => "GENERIC_EXTERNAL",
            Fact::Internal => "GENERIC_INTERNAL_ERROR",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(formatter, "line {}:{}: {}", at.line, at.column, self.message),
            None => formatter.write_str(&self.message),
        }
    }
}

impl std::error::Error for Error {}

impl From<Error> for DataFusionError {
    fn from(error: Error) -> Self {
        Self::External(Box::new(error))
    }
}

impl From<DataFusionError> for Error {
    fn from(error: DataFusionError) -> Self {
        Self::of(&error)
    }
}

impl Error {
    /// What an error of DataFusion's means.
    pub(crate) fn of(error: &DataFusionError) -> Self {
        if let Some(ours) = ours(error) {
            return ours;
        }
        match error.find_root() {
            DataFusionError::ResourcesExhausted(text) => {
                Self::new(Fact::OutOfMemory, format!("Query exceeded its memory limit: {text}"))
            }
            DataFusionError::ArrowError(error, _) => of_arrow(error),
            DataFusionError::NotImplemented(text) => Self::new(Fact::Unsupported, text.clone()),
            DataFusionError::Plan(text) => Self::new(Fact::Semantic, text.clone()),
            DataFusionError::Diagnostic(_, error) => Self::new(Fact::Semantic, error.strip_backtrace()),
            root @ DataFusionError::SchemaError(..) => Self::new(Fact::Semantic, root.strip_backtrace()),
            DataFusionError::Execution(text) if text.contains("more than one row") => {
                Self::new(Fact::SubqueryRows, "Scalar sub-query has returned multiple rows")
            }
            root @ (DataFusionError::ParquetError(_) | DataFusionError::ObjectStore(_)) => {
                Self::new(Fact::BadData, root.strip_backtrace())
            }
            DataFusionError::Execution(text) => Self::new(Fact::Internal, text.clone()),
            root => Self::new(Fact::Internal, root.strip_backtrace()),
        }
    }
}

/// An error of ours that went through DataFusion, Arrow or the object store.
fn ours(error: &(dyn std::error::Error + 'static)) -> Option<Error> {
    let mut error = Some(error);
    while let Some(this) = error {
        if let Some(found) = this.downcast_ref::<Error>() {
            return Some(found.clone());
        }
        if let Some(DataFusionError::Shared(inner)) = this.downcast_ref::<DataFusionError>() {
            return ours(inner.as_ref());
        }
        error = this.source();
    }
    None
}

fn of_arrow(error: &arrow::error::ArrowError) -> Error {
    use arrow::error::ArrowError;
    match error {
        ArrowError::DivideByZero => Error::new(Fact::DivisionByZero, "Division by zero"),
        ArrowError::ArithmeticOverflow(text) => Error::new(Fact::NumberOutOfRange, text.clone()),
        ArrowError::CastError(text) | ArrowError::ParseError(text) => {
            Error::new(Fact::InvalidCast, text.clone())
        }
        ArrowError::ParquetError(text) => Error::new(Fact::BadData, text.clone()),
        other => Error::new(Fact::Internal, other.to_string()),
    }
}

impl From<arrow::error::ArrowError> for Error {
    fn from(error: arrow::error::ArrowError) -> Self {
        ours(&error).unwrap_or_else(|| of_arrow(&error))
    }
}

impl From<Error> for arrow::error::ArrowError {
    fn from(error: Error) -> Self {
        Self::ExternalError(Box::new(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_errors_come_out_of_datafusion_as_they_went_in() {
        let error = Error::new(Fact::InvalidCast, "Cannot cast 'a' to INT");
        let inside = DataFusionError::from(error.clone()).context("while planning");
        assert_eq!(Error::from(inside), error);
        let twice = DataFusionError::ArrowError(Box::new(error.clone().into()), None);
        assert_eq!(Error::from(twice), error);
    }

    #[test]
    fn places_are_told_as_trino_does() {
        let at = Some(Position { line: 2, column: 5 });
        let error = Error::new(Fact::ColumnNotFound, "Column 'x' cannot be resolved").at(at);
        assert_eq!(error.to_string(), "line 2:5: Column 'x' cannot be resolved");
        assert_eq!(error.name(), "COLUMN_NOT_FOUND");
    }
}
