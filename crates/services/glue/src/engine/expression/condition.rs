//! Conditions on partition keys, and whether they hold: SQL's three answers, and a fourth where not all values are
//! known.

use super::value::Value;
use super::{ExpressionError, like};

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// A value that it is about is null.
    Null,
    /// The values that are known do not say.
    Open,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            same => same,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// A test of the value of the key at this place.
    Key(usize, Test),
}

/// A test of one value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Equal(Value),
    Less(Value),
    LessOrEqual(Value),
    In(Vec<Value>),
    Between(Value, Value),
    Like(String),
    IsNull,
}

type Values<'a> = &'a dyn Fn(usize) -> Result<Option<Value>, ExpressionError>;

impl Condition {
    /// Whether it holds, where `values` tells the value of each key that is known.
    pub fn evaluate(&self, values: Values<'_>) -> Result<Truth, ExpressionError> {
        match self {
            Self::Not(inner) => Ok(inner.evaluate(values)?.not()),
            Self::All(all) => fold(all, Truth::Yes, Truth::No, values),
            Self::Any(any) => fold(any, Truth::No, Truth::Yes, values),
            Self::Key(key, test) => Ok(values(*key)?.map_or(Truth::Open, |value| test.of(&value))),
        }
    }

    /// The tests that must all hold.
    pub fn conjuncts<'a>(&'a self, into: &mut Vec<(usize, &'a Test)>) {
        match self {
            Self::All(all) => all.iter().for_each(|one| one.conjuncts(into)),
            Self::Key(key, test) => into.push((*key, test)),
            Self::Any(_) | Self::Not(_) => {}
        }
    }
}

/// The answer of several: `none` where each answers so, `decisive` where one does.
fn fold(
    all: &[Condition],
    none: Truth,
    decisive: Truth,
    values: Values<'_>,
) -> Result<Truth, ExpressionError> {
    let mut answer = none;
    for one in all {
        match one.evaluate(values)? {
            truth if truth == decisive => return Ok(decisive),
            Truth::Open => answer = Truth::Open,
            Truth::Null if answer != Truth::Open => answer = Truth::Null,
            _ => {}
        }
    }
    Ok(answer)
}

impl Test {
    fn of(&self, value: &Value) -> Truth {
        match (self, value) {
            (Self::IsNull, _) => (*value == Value::Null).into(),
            (_, Value::Null) => Truth::Null,
            (Self::Equal(other), _) => (value == other).into(),
            (Self::Less(other), _) => (value < other).into(),
            (Self::LessOrEqual(other), _) => (value <= other).into(),
            (Self::In(others), _) => others.contains(value).into(),
            (Self::Between(least, most), _) => (least <= value && value <= most).into(),
            (Self::Like(pattern), Value::Text(text)) => like::matches(text, pattern).into(),
            (Self::Like(_), _) => Truth::No,
        }
    }

    /// The one string that satisfies it.
    pub fn only_text(&self) -> Option<&str> {
        match self {
            Self::Equal(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// What every string that satisfies it begins with.
    pub fn beginning(&self) -> Option<&str> {
        match self {
            Self::Like(pattern) => Some(like::beginning(pattern)),
            _ => None,
        }
    }
}
