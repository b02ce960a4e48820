//! What went wrong, as PostgreSQL tells it: the engine's facts as SQLSTATEs.

use sql::{Error, Fact, Position};

/// Something that is told to the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `ERROR` ends a statement, `FATAL` the session, `WARNING` nothing.
    pub severity: &'static str,
    /// The SQLSTATE.
    pub state: &'static str,
    /// The words.
    pub message: String,
    /// More words.
    pub detail: Option<String>,
    /// What to do.
    pub hint: Option<&'static str>,
    /// Where in the text, in characters from 1.
    pub position: Option<usize>,
}

impl Problem {
    /// An error that has no place in the text.
    pub fn new(state: &'static str, message: impl Into<String>) -> Self {
        Self { severity: "ERROR", state, message: message.into(), detail: None, hint: None, position: None }
    }

    /// What ends the session.
    pub fn fatal(state: &'static str, message: impl Into<String>) -> Self {
        Self { severity: "FATAL", ..Self::new(state, message) }
    }

    /// What only has to be said.
    pub fn warning(state: &'static str, message: impl Into<String>) -> Self {
        Self { severity: "WARNING", ..Self::new(state, message) }
    }

    /// The same with what to do.
    #[must_use]
    pub fn hint(mut self, hint: &'static str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Something that is not there.
    pub fn unsupported(what: &str) -> Self {
        Self::new("0A000", format!("{what} is not supported"))
    }

    /// What the engine found wrong with `text`.
    pub fn of(error: &Error, text: &str) -> Self {
        let message = match error.fact {
            Fact::Cancelled => "canceling statement due to user request".to_owned(),
            _ => error.message.clone(),
        };
        let position = error.at.map(|at| place(text, at));
        let detail = Some(format!("Athena: {}", error.name()));
        Self { detail, position, ..Self::new(state(error.fact), message) }
    }

    /// The same in a text that begins so many characters later.
    #[must_use]
    pub fn moved(mut self, characters: usize) -> Self {
        self.position = self.position.map(|position| position + characters);
        self
    }
}

/// The characters up to a place, counted from 1.
fn place(text: &str, at: Position) -> usize {
    let line = usize::try_from(at.line.saturating_sub(1)).unwrap_or(usize::MAX);
    let before: usize = text.split_inclusive('\n').take(line).map(|line| line.chars().count()).sum();
    before.saturating_add(usize::try_from(at.column.max(1)).unwrap_or(1))
}

/// The SQLSTATE: PostgreSQL's manual, appendix "error codes".
fn state(fact: Fact) -> &'static str {
    match fact {
        Fact::Syntax => "42601",
        Fact::Semantic => "42000",
        Fact::CatalogNotFound => "3D000",
        Fact::SchemaNotFound => "3F000",
        Fact::TableNotFound => "42P01",
        Fact::ColumnNotFound => "42703",
        Fact::AmbiguousName => "42702",
        Fact::FunctionNotFound => "42883",
        Fact::TypeMismatch => "42804",
        Fact::ExpressionNotAggregate => "42803",
        Fact::InvalidCast => "22P02",
        Fact::InvalidArgument => "22023",
        Fact::NumberOutOfRange => "22003",
        Fact::DivisionByZero => "22012",
        Fact::SubqueryRows => "21000",
        Fact::AlreadyExists => "42P07",
        Fact::InvalidMetadata => "42P17",
        Fact::BadData => "XX001",
        Fact::CannotOpen => "58030",
        Fact::AccessDenied => "42501",
        Fact::Unsupported => "0A000",
        Fact::OutOfMemory => "53200",
        Fact::TimedOut | Fact::Cancelled => "57014",
        Fact::External => "58000",
        Fact::Internal => "XX000",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_characters_from_the_beginning() {
        let text = "SELECT 'ä',\n  nothing";
        let error = Error::new(Fact::ColumnNotFound, "x").at(Some(Position { line: 2, column: 3 }));
        let problem = Problem::of(&error, text);
        assert_eq!((problem.state, problem.position), ("42703", Some(15)));
        let far = Error::new(Fact::Syntax, "x").at(Some(Position { line: u64::MAX, column: u64::MAX }));
        let _ = Problem::of(&far, text);
    }
}
