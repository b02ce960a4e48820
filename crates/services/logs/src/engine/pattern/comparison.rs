//! Comparisons of one value with a text, a number or a regular expression; what JSON conditions and fields share.

use std::cmp::Ordering;

use super::expression::Expression;
use super::{PatternError, wrong};

/// Regular expressions of a pattern, at most (user guide: filter pattern syntax).
const EXPRESSIONS_MAX: usize = 2;
/// How deep parentheses may be nested. Ours.
const DEPTH_MAX: usize = 32;

/// What a pattern has used of what it may.
#[derive(Default)]
pub(super) struct Limits {
    expressions: usize,
    depth: usize,
}

impl Limits {
    /// One regular expression more.
    pub(super) fn expression(&mut self, text: &str) -> Result<Expression, PatternError> {
        self.expressions += 1;
        if self.expressions > EXPRESSIONS_MAX {
            return Err(wrong("a filter pattern may hold two regular expressions"));
        }
        Expression::parse(text)
    }

    /// One parenthesis deeper.
    pub(super) fn deeper(&mut self) -> Result<(), PatternError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(wrong("parentheses are nested too deep")) } else { Ok(()) }
    }

    /// One parenthesis less deep.
    pub(super) fn shallower(&mut self) {
        self.depth -= 1;
    }
}

/// `=`, `!=`, `<`, `<=`, `>` or `>=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Sign {
    /// The sign that `text` writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "=" => Self::Equal,
            "!=" => Self::Unequal,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::Greater,
            ">=" => Self::AtLeast,
            _ => return None,
        })
    }

    /// Whether `left` compares so with `right`.
    fn holds(self, left: f64, right: f64) -> bool {
        let Some(order) = left.partial_cmp(&right) else { return false };
        match self {
            Self::Equal => order == Ordering::Equal,
            Self::Unequal => order != Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::AtMost => order != Ordering::Greater,
            Self::Greater => order == Ordering::Greater,
            Self::AtLeast => order != Ordering::Less,
        }
    }
}

/// What a value is compared with.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// A text in quotation marks, with `*` for anything.
    Quoted(String),
    /// The same without: it may be a number.
    Bare(String),
    /// A regular expression.
    Expression(String),
}

/// One comparison.
#[derive(Clone, Debug)]
pub enum Comparison {
    /// With a number.
    Number(Sign, f64),
    /// With a text.
    Text {
        /// Or unlike.
        equal: bool,
        /// With `*` for anything.
        pattern: String,
        /// Whether numbers are texts too.
        numbers: bool,
    },
    /// With a regular expression.
    Expression {
        /// Or not found.
        equal: bool,
        /// What is looked for.
        expression: Expression,
    },
}

impl Comparison {
    /// The comparison by `sign` with `operand`.
    pub(super) fn new(sign: Sign, operand: Operand, limits: &mut Limits) -> Result<Self, PatternError> {
        let equal = match sign {
            Sign::Equal => Some(true),
            Sign::Unequal => Some(false),
            _ => None,
        };
        match (operand, equal) {
            (Operand::Bare(text), equal) => match (number(&text), equal) {
                (Some(number), _) => Ok(Self::Number(sign, number)),
                (None, Some(equal)) => Ok(Self::Text { equal, pattern: text, numbers: true }),
                (None, None) => Err(wrong("only numbers are compared with <, <=, > and >=")),
            },
            // A lone asterisk asks whether there is anything at all.
            (Operand::Quoted(text), Some(equal)) => {
                Ok(Self::Text { equal, numbers: text == "*", pattern: text })
            }
            (Operand::Expression(text), Some(equal)) => {
                Ok(Self::Expression { equal, expression: limits.expression(&text)? })
            }
            _ => Err(wrong("only numbers are compared with <, <=, > and >=")),
        }
    }

    /// Whether it holds for a text, which may write a number.
    pub(super) fn holds_for_text(&self, text: &str) -> bool {
        match self {
            Self::Number(sign, wanted) => number(text).is_some_and(|found| sign.holds(found, *wanted)),
            Self::Text { equal, pattern, .. } => is_like(text, pattern) == *equal,
            Self::Expression { equal, expression } => expression.finds(text) == *equal,
        }
    }

    /// Whether it holds for a number, written as `text`.
    pub(super) fn holds_for_number(&self, found: Option<f64>, text: &str) -> bool {
        match self {
            Self::Number(sign, wanted) => found.is_some_and(|found| sign.holds(found, *wanted)),
            Self::Text { numbers: false, .. } => false,
            Self::Text { .. } | Self::Expression { .. } => self.holds_for_text(text),
        }
    }

    /// Whether it asks only if there is anything.
    pub(super) fn asks_for_any(&self) -> bool {
        matches!(self, Self::Text { equal: true, pattern, .. } if pattern == "*")
    }

    /// Whether it looks for a regular expression.
    pub(super) fn is_expression(&self) -> bool {
        matches!(self, Self::Expression { .. })
    }
}

/// The number that `text` writes: a sign, digits, a fraction, an exponent.
fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse::<f64>().ok().filter(|number| digits && number.is_finite())
}

/// Whether `text` is `pattern`, where `*` stands for anything.
fn is_like(text: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}
