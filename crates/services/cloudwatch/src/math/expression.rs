//! An expression as a tree.

use std::collections::BTreeSet;

/// See the module.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// The id of another query, or a word of a function (`REPEAT`, `DESC`).
    Name(String),
    /// The negative of a value.
    Negative(Box<Expression>),
    /// Two values and what is between them.
    Operation(Operator, Box<Expression>, Box<Expression>),
    /// A function and what it is given.
    Call(String, Vec<Expression>),
    /// An array.
    Array(Vec<Expression>),
}

/// What may be between two values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `AND`, `&&`
    And,
    /// `OR`, `||`
    Or,
}

impl Expression {
    /// Adds the ids that it names to `ids`; those are its lower-case names.
    pub fn ids(&self, ids: &mut BTreeSet<String>) {
        match self {
            Self::Number(_) | Self::Text(_) => {}
            Self::Name(name) => {
                if name.starts_with(|first: char| first.is_ascii_lowercase()) {
                    ids.insert(name.clone());
                }
            }
            Self::Negative(inner) => inner.ids(ids),
            Self::Operation(_, left, right) => {
                left.ids(ids);
                right.ids(ids);
            }
            Self::Call(_, parts) | Self::Array(parts) => parts.iter().for_each(|part| part.ids(ids)),
        }
    }

    /// Whether the function `wanted` is called in it.
    pub fn calls(&self, wanted: &str) -> bool {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Name(_) => false,
            Self::Negative(inner) => inner.calls(wanted),
            Self::Operation(_, left, right) => left.calls(wanted) || right.calls(wanted),
            Self::Call(name, parts) => {
                name.eq_ignore_ascii_case(wanted) || parts.iter().any(|part| part.calls(wanted))
            }
            Self::Array(parts) => parts.iter().any(|part| part.calls(wanted)),
        }
    }
}
