//! Why a query failed: the engine's facts as Athena's categories, types and words.
//!
//! Types are those of the error catalogue in Athena's user guide. Where it has none for a fact, the nearest is taken.

use athena_service::engine::sql::{Category, Failure};
use sql::{Error, Fact};

/// The failure that `error` is.
pub fn of(error: &Error) -> Failure {
    if error.fact == Fact::OutOfMemory {
        return Failure::exhausted();
    }
    let (category, error_type) = class(error.fact);
    // Hive's refusals come with words of their own; Trino's have its name before them.
    let message = match error.message.strip_prefix("FAILED: ") {
        Some(_) => error.message.clone(),
        None => format!("{}: {error}", error.name()),
    };
    Failure { category, error_type, message, retryable: matches!(error.fact, Fact::External) }
}

/// Athena's category and type.
fn class(fact: Fact) -> (Category, i32) {
    use Category::{Other, System, User};
    match fact {
        Fact::OutOfMemory => (User, 0),
        Fact::TimedOut => (System, 206),
        Fact::Internal => (System, 200),
        Fact::External => (Other, 1000),
        Fact::Cancelled => (User, 1014),
        Fact::BadData
        | Fact::InvalidCast
        | Fact::NumberOutOfRange
        | Fact::DivisionByZero
        | Fact::SubqueryRows => (User, 1001),
        Fact::CannotOpen => (User, 1302),
        Fact::InvalidMetadata => (User, 1004),
        Fact::Syntax
        | Fact::Semantic
        | Fact::ColumnNotFound
        | Fact::AmbiguousName
        | Fact::TypeMismatch
        | Fact::ExpressionNotAggregate => (User, 1006),
        Fact::InvalidArgument => (User, 1106),
        Fact::AlreadyExists => (User, 1003),
        Fact::Unsupported => (User, 1200),
        Fact::CatalogNotFound | Fact::SchemaNotFound | Fact::TableNotFound => (User, 1301),
        Fact::FunctionNotFound => (User, 1303),
        Fact::AccessDenied => (User, 1500),
    }
}

#[cfg(test)]
mod tests {
    use sql::Position;

    use super::*;

    #[test]
    fn failures_have_the_name_and_the_place() {
        let at = Some(Position { line: 1, column: 15 });
        let words = "Table 'awsdatacatalog.a.b' does not exist";
        let failure = of(&Error::new(Fact::TableNotFound, words).at(at));
        let message = "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.a.b' does not exist";
        assert_eq!(failure, Failure::user(1301, message));
        assert_eq!(of(&Error::new(Fact::OutOfMemory, "")), Failure::exhausted());
        let hive = "FAILED: SemanticException [Error 10072]: Database does not exist: d";
        assert_eq!(of(&Error::new(Fact::SchemaNotFound, hive)).message, hive);
        let own = of(&Error::new(Fact::Internal, "lost"));
        assert_eq!((own.category, own.retryable), (Category::System, false));
    }
}
