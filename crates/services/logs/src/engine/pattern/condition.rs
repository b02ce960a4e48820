//! JSON conditions: `{ $.level = "ERROR" && ($.ms >= 100 || $.retry IS TRUE) }`.
//!
//! A comparison with what the message does not have is false, `!=` too, and so is one with an object or an array;
//! a selector with `[*]` or `.*` asks whether it holds for any element or member. `*` in a text stands for anything.

use serde_json::Value;

use super::comparison::{Comparison, Limits, Operand, Sign};
use super::lexer::{self, Lexeme, Step};
use super::{PatternError, wrong};

/// Wildcards of all selectors of a pattern together, at most (user guide: filter pattern syntax).
const WILDCARDS_MAX: usize = 3;

/// What a message must be.
#[derive(Clone, Debug)]
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// Any of these.
    Any(Vec<Condition>),
    /// What a value must be.
    Test(Selector, Test),
}

/// A way into a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    steps: Vec<Step>,
    /// As it was written.
    text: String,
}

/// What is asked of a value.
#[derive(Clone, Debug)]
pub enum Test {
    /// How it compares.
    Compare(Comparison),
    /// Whether it is `null`, `true` or `false`.
    Is(Value),
    /// Whether there is none.
    Missing,
}

/// The selector that is the whole of `text`.
pub(super) fn selector(text: &str) -> Result<Selector, PatternError> {
    match <[Lexeme; 1]>::try_from(lexer::split(text)?) {
        Ok([Lexeme::Selector(steps, text)]) => Ok(Selector { steps, text }),
        _ => Err(wrong("a property selector looks like $.name")),
    }
}

impl Selector {
    /// Whether any of the values it leads to passes.
    fn find(&self, value: &Value, passes: &mut dyn FnMut(&Value) -> bool) -> bool {
        find(value, &self.steps, passes)
    }

    fn wildcards(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Every | Step::Any)).count()
    }

    /// The first text, number or boolean it leads to, as a text.
    pub(super) fn value(&self, value: &Value) -> Option<String> {
        let mut found = None;
        self.find(value, &mut |value| {
            found = match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                Value::Bool(truth) => Some(truth.to_string()),
                Value::Null | Value::Array(_) | Value::Object(_) => None,
            };
            found.is_some()
        });
        found
    }
}

impl Condition {
    /// The condition that `text` writes.
    pub(super) fn parse(text: &str, limits: &mut Limits) -> Result<Self, PatternError> {
        let mut words = Words { lexemes: lexer::split(text)?, at: 0, limits };
        words.sign("{")?;
        let condition = words.any()?;
        words.sign("}")?;
        if words.at < words.lexemes.len() {
            return Err(wrong("something follows the last }"));
        }
        let mut selectors = Vec::new();
        condition.selectors(&mut selectors);
        if selectors.iter().any(|selector| selector.wildcards() > 1) {
            return Err(wrong("a property selector may hold one wildcard"));
        }
        if selectors.iter().map(|selector| selector.wildcards()).sum::<usize>() > WILDCARDS_MAX {
            return Err(wrong("a filter pattern may hold three wildcards in its property selectors"));
        }
        Ok(condition)
    }

    /// Whether it holds.
    pub(super) fn holds(&self, value: &Value) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(value)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(value)),
            Self::Test(selector, Test::Missing) => !selector.find(value, &mut |_| true),
            Self::Test(selector, test) => selector.find(value, &mut |found| test.holds(found)),
        }
    }

    /// What its selectors lead to.
    pub(super) fn extract(&self, value: &Value) -> Vec<(String, String)> {
        let mut selectors = Vec::new();
        self.selectors(&mut selectors);
        let found = selectors.into_iter().filter_map(|selector| {
            let value = selector.value(value)?;
            Some((selector.text.clone(), value))
        });
        found.collect()
    }

    fn selectors<'a>(&'a self, all: &mut Vec<&'a Selector>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.selectors(all)),
            Self::Test(selector, _) => all.push(selector),
        }
    }

    /// Whether a regular expression is part of it.
    pub(super) fn has_expression(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::has_expression),
            Self::Test(_, Test::Compare(comparison)) => comparison.is_expression(),
            Self::Test(..) => false,
        }
    }
}

/// Whether any of the values that `steps` lead to passes.
fn find(value: &Value, steps: &[Step], passes: &mut dyn FnMut(&Value) -> bool) -> bool {
    let Some((step, rest)) = steps.split_first() else { return passes(value) };
    match (step, value) {
        (Step::Member(name), _) => value.get(name).is_some_and(|inner| find(inner, rest, passes)),
        (Step::Element(index), _) => value.get(index).is_some_and(|inner| find(inner, rest, passes)),
        (Step::Every, Value::Array(all)) => all.iter().any(|inner| find(inner, rest, passes)),
        (Step::Any, Value::Object(all)) => all.values().any(|inner| find(inner, rest, passes)),
        _ => false,
    }
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Compare(comparison) => match value {
                Value::String(text) => match comparison {
                    // A text is not a number, whatever it writes.
                    Comparison::Number(..) => false,
                    _ => comparison.holds_for_text(text),
                },
                Value::Number(number) => comparison.holds_for_number(number.as_f64(), &number.to_string()),
                Value::Bool(_) => comparison.asks_for_any(),
                Value::Null | Value::Array(_) | Value::Object(_) => false,
            },
            Self::Is(wanted) => value == wanted,
            Self::Missing => false,
        }
    }
}

struct Words<'l> {
    lexemes: Vec<Lexeme>,
    at: usize,
    limits: &'l mut Limits,
}

impl Words<'_> {
    fn next(&mut self) -> Option<Lexeme> {
        let lexeme = self.lexemes.get(self.at).cloned();
        self.at += 1;
        lexeme
    }

    fn takes(&mut self, sign: &str) -> bool {
        let taken = matches!(self.lexemes.get(self.at), Some(Lexeme::Sign(found)) if *found == sign);
        self.at += usize::from(taken);
        taken
    }

    fn sign(&mut self, sign: &str) -> Result<(), PatternError> {
        if self.takes(sign) { Ok(()) } else { Err(wrong(&format!("a `{sign}` is missing"))) }
    }

    fn any(&mut self) -> Result<Condition, PatternError> {
        let mut parts = vec![self.all()?];
        while self.takes("||") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::Any(parts) })
    }

    fn all(&mut self) -> Result<Condition, PatternError> {
        let mut parts = vec![self.one()?];
        while self.takes("&&") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
    }

    fn one(&mut self) -> Result<Condition, PatternError> {
        if self.takes("(") {
            self.limits.deeper()?;
            let inner = self.any()?;
            self.limits.shallower();
            self.sign(")")?;
            return Ok(inner);
        }
        let Some(Lexeme::Selector(steps, text)) = self.next() else {
            return Err(wrong("a comparison begins with a property selector such as $.name"));
        };
        Ok(Condition::Test(Selector { steps, text }, self.test()?))
    }

    fn test(&mut self) -> Result<Test, PatternError> {
        let is = |lexeme: &Option<Lexeme>, word: &str| matches!(lexeme, Some(Lexeme::Bare(found)) if found.eq_ignore_ascii_case(word));
        let (how, what) = (self.next(), self.next());
        if is(&how, "IS") {
            let values = [("NULL", Value::Null), ("TRUE", Value::Bool(true)), ("FALSE", Value::Bool(false))];
            let found = values.into_iter().find(|(word, _)| is(&what, word));
            return found
                .map(|(_, value)| Test::Is(value))
                .ok_or_else(|| wrong("IS wants NULL, TRUE or FALSE"));
        }
        if is(&how, "NOT") && is(&what, "EXISTS") {
            return Ok(Test::Missing);
        }
        let sign = match how {
            Some(Lexeme::Sign(sign)) => Sign::parse(sign),
            _ => None,
        };
        let sign =
            sign.ok_or_else(|| wrong("a property selector is followed by a comparison, IS or NOT EXISTS"))?;
        let operand = match what {
            Some(Lexeme::Quoted(text)) => Operand::Quoted(text),
            Some(Lexeme::Bare(text)) => Operand::Bare(text),
            Some(Lexeme::Expression(text)) => Operand::Expression(text),
            _ => return Err(wrong("a comparison ends with a text, a number or a regular expression")),
        };
        Comparison::new(sign, operand, self.limits).map(Test::Compare)
    }
}
