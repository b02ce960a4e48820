//! What the parser and the planner find wrong, in Trino's words and with the place in the text.

use datafusion::common::SchemaError;
use datafusion::error::DataFusionError;
use datafusion::sql::sqlparser::parser::ParserError;
use datafusion::sql::sqlparser::tokenizer::Span;

use crate::error::{Error, Fact, Position};

/// A span's beginning.
pub fn position(span: Span) -> Option<Position> {
    (span.start.line > 0).then_some(Position { line: span.start.line, column: span.start.column })
}

/// What the parser found wrong.
pub fn of_parser(error: &ParserError, text: &str) -> Error {
    let words = match error {
        ParserError::RecursionLimitExceeded => {
            return Error::new(Fact::Syntax, "statement is too large (its nesting is too deep)");
        }
        ParserError::TokenizerError(words) | ParserError::ParserError(words) => words,
    };
    let (words, at) = match words.rsplit_once(" at Line: ") {
        Some((words, place)) => (words, place_of(place)),
        None => (words.as_str(), None),
    };
    let found = words.strip_prefix("Expected: ").and_then(|rest| rest.split_once(", found: "));
    let words = match found {
        Some((expected, found)) => {
            let found = if found == "EOF" { "<EOF>" } else { found };
            format!("mismatched input '{found}'. Expecting: {}", expectation(expected))
        }
        None => words.to_owned(),
    };
    let at = at.or_else(|| Some(end_of(text)));
    Error::new(Fact::Syntax, words).at(at)
}

fn place_of(place: &str) -> Option<Position> {
    let (line, column) = place.split_once(", Column: ")?;
    Some(Position { line: line.trim().parse().ok()?, column: column.trim().parse().ok()? })
}

fn end_of(text: &str) -> Position {
    let line = text.lines().count().max(1) as u64;
    let column = text.lines().last().map_or(0, |last| last.chars().count()) as u64 + 1;
    Position { line, column }
}

/// sqlparser's words for what it waited for, as Trino has them where it says the same.
fn expectation(expected: &str) -> String {
    match expected {
        "an expression" => "<expression>".to_owned(),
        "end of statement" => "<EOF>".to_owned(),
        "identifier" => "<identifier>".to_owned(),
        other => format!("'{other}'"),
    }
}

/// What the planner found wrong.
pub fn of_planner(error: DataFusionError) -> Error {
    let at = place(&error);
    let found = Error::from_planner(error.find_root()).unwrap_or_else(|| Error::from(error));
    found.at(at)
}

/// The first place that the error tells.
fn place(error: &DataFusionError) -> Option<Position> {
    let diagnostic = error.diagnostic()?;
    let span = diagnostic.span?;
    Some(Position { line: span.start.line, column: span.start.column })
}

impl Error {
    /// What the planner's own errors mean; `None` for all others.
    fn from_planner(error: &DataFusionError) -> Option<Self> {
        match error {
            DataFusionError::SchemaError(error, _) => match error.as_ref() {
                SchemaError::FieldNotFound { field, .. } => Some(Self::new(
                    Fact::ColumnNotFound,
                    format!("Column '{}' cannot be resolved", field.flat_name()),
                )),
                SchemaError::AmbiguousReference { field } => {
                    Some(Self::new(Fact::AmbiguousName, format!("Column '{}' is ambiguous", field.name)))
                }
                other => Some(Self::new(Fact::Semantic, other.to_string())),
            },
            DataFusionError::Plan(words) => Some(of_words(words)),
            _ => None,
        }
    }
}

fn of_words(words: &str) -> Error {
    const NOT_GROUPED: [&str; 2] = [
        "Column in SELECT must be in GROUP BY or an aggregate function",
        "Column in HAVING must be in GROUP BY or an aggregate function",
    ];
    if NOT_GROUPED.iter().any(|start| words.starts_with(start)) {
        let column = words.split('"').nth(1).unwrap_or(words);
        let words = format!("'{column}' must be an aggregate expression or appear in GROUP BY clause");
        return Error::new(Fact::ExpressionNotAggregate, words);
    }
    Error::new(Fact::Semantic, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parser_speaks_as_trino_does() {
        let error = crate::dialect::parse("SELECT FROM t").unwrap_err();
        assert_eq!(error.fact, Fact::Syntax);
        assert!(error.to_string().starts_with("line 1:"), "{error}");
        let error = crate::dialect::parse("SELECT 1 2").unwrap_err();
        assert_eq!(error.to_string(), "line 1:10: mismatched input '2'. Expecting: <EOF>");
    }
}
