//! What an expression says, word for word: names and placeholders are not looked up yet.
//!
//! `Display` writes a text that parses to the same tree.

use std::fmt;

/// `=`, `<>`, `<`, `<=`, `>`, `>=`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparator {
    /// As it is written.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RawCondition<'t> {
    Or(Vec<RawCondition<'t>>),
    And(Vec<RawCondition<'t>>),
    Not(Box<RawCondition<'t>>),
    Compare(Comparator, RawOperand<'t>, RawOperand<'t>),
    Between(RawOperand<'t>, RawOperand<'t>, RawOperand<'t>),
    In(RawOperand<'t>, Vec<RawOperand<'t>>),
    Call(Call<'t>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RawOperand<'t> {
    Path(RawPath<'t>),
    /// `:value`, colon included.
    Value(&'t str),
    Call(Call<'t>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call<'t> {
    pub function: &'t str,
    pub arguments: Vec<RawOperand<'t>>,
}

/// At least one step; the first is no index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawPath<'t>(pub Vec<RawStep<'t>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawStep<'t> {
    Name(&'t str),
    /// `#name`, sign included.
    Placeholder(&'t str),
    /// Only the digits.
    Index(&'t str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Set,
    Remove,
    Add,
    Delete,
}

/// One keyword of an update and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section<'t> {
    pub keyword: Keyword,
    pub actions: Vec<RawAction<'t>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RawAction<'t> {
    Set(RawPath<'t>, RawSetValue<'t>),
    Remove(RawPath<'t>),
    Add(RawPath<'t>, &'t str),
    Delete(RawPath<'t>, &'t str),
}

impl<'t> RawAction<'t> {
    pub(super) fn target(&self) -> &RawPath<'t> {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _) => path,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RawSetValue<'t> {
    Operand(RawOperand<'t>),
    Sum(RawOperand<'t>, RawOperand<'t>),
    Difference(RawOperand<'t>, RawOperand<'t>),
}

impl<'t> RawSetValue<'t> {
    /// The operands, in the order they are written.
    pub(super) fn operands(&self) -> impl Iterator<Item = &RawOperand<'t>> {
        let (first, second) = match self {
            Self::Operand(operand) => (operand, None),
            Self::Sum(left, right) | Self::Difference(left, right) => (left, Some(right)),
        };
        std::iter::once(first).chain(second)
    }
}

impl Keyword {
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Set => "SET",
            Self::Remove => "REMOVE",
            Self::Add => "ADD",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for RawCondition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |f: &mut fmt::Formatter<'_>, all: &[Self], word: &str| {
            all.iter().enumerate().try_for_each(|(index, condition)| {
                let word = if index == 0 { "" } else { word };
                match condition {
                    Self::Or(_) | Self::And(_) => write!(f, "{word}({condition})"),
                    _ => write!(f, "{word}{condition}"),
                }
            })
        };
        match self {
            Self::Or(all) => joined(f, all, " OR "),
            Self::And(all) => joined(f, all, " AND "),
            Self::Not(condition) => write!(f, "NOT ({condition})"),
            Self::Compare(comparator, left, right) => write!(f, "{left} {} {right}", comparator.text()),
            Self::Between(operand, low, high) => write!(f, "{operand} BETWEEN {low} AND {high}"),
            Self::In(operand, list) => {
                write!(f, "{operand} IN (")?;
                comma_separated(f, list)?;
                f.write_str(")")
            }
            Self::Call(call) => call.fmt(f),
        }
    }
}

impl fmt::Display for RawOperand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.fmt(f),
            Self::Value(name) => f.write_str(name),
            Self::Call(call) => call.fmt(f),
        }
    }
}

impl fmt::Display for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.function)?;
        comma_separated(f, &self.arguments)?;
        f.write_str(")")
    }
}

impl fmt::Display for RawPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(index, step)| match step {
            RawStep::Index(digits) => write!(f, "[{digits}]"),
            RawStep::Name(name) | RawStep::Placeholder(name) if index == 0 => f.write_str(name),
            RawStep::Name(name) | RawStep::Placeholder(name) => write!(f, ".{name}"),
        })
    }
}

impl fmt::Display for Section<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.keyword.text())?;
        comma_separated(f, &self.actions)
    }
}

impl fmt::Display for RawAction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(path, RawSetValue::Operand(operand)) => write!(f, "{path} = {operand}"),
            Self::Set(path, RawSetValue::Sum(left, right)) => write!(f, "{path} = {left} + {right}"),
            Self::Set(path, RawSetValue::Difference(left, right)) => write!(f, "{path} = {left} - {right}"),
            Self::Remove(path) => path.fmt(f),
            Self::Add(path, value) | Self::Delete(path, value) => write!(f, "{path} {value}"),
        }
    }
}

pub(super) fn comma_separated<T: fmt::Display>(f: &mut impl fmt::Write, all: &[T]) -> fmt::Result {
    all.iter().enumerate().try_for_each(|(index, one)| {
        let comma = if index == 0 { "" } else { ", " };
        write!(f, "{comma}{one}")
    })
}
