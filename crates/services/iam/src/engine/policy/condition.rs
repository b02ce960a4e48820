//! Conditions: one operator on one key, its values compiled.
//!
//! Where a key is missing, a negated comparison holds and any other does not; `…IfExists` and
//! `ForAllValues:` hold, `ForAnyValue:` does not. A request value that cannot be understood matches
//! nothing.

use super::address::Block;
use super::arn_pattern::ArnPattern;
use super::context::Facts;
use super::date;
use super::malformed::Malformed;
use super::operator::{Comparison, Operator, Order, Quantifier};
use super::pattern::Pattern;

/// One operator on one key.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    operator: Operator,
    key: Box<str>,
    wanted: Wanted,
}

/// The policy's values; any one of them matching is a match.
#[derive(Clone, Debug, PartialEq)]
enum Wanted {
    Texts(Vec<Pattern>),
    Numbers(Order, Vec<f64>),
    /// Milliseconds since the epoch.
    Dates(Order, Vec<i64>),
    Flags(Vec<bool>),
    Blocks(Vec<Block>),
    Arns(Vec<ArnPattern>),
    /// Whether the key must be missing.
    Missing(Vec<bool>),
}

impl Condition {
    /// Compiles the tests of one operator. The syntax lets an unknown operator through only where it
    /// tests nothing; it gives no condition. The only thing that can be wrong is a date.
    pub(super) fn compile(
        operator: &str,
        tests: Vec<(String, Vec<String>)>,
        variables: bool,
    ) -> Result<Vec<Self>, Malformed> {
        let Some(operator) = Operator::parse(operator) else { return Ok(Vec::new()) };
        let compile = |(key, values): (String, Vec<String>)| {
            let wanted = Wanted::compile(operator.comparison, &values, variables)?;
            Ok(Self { operator, key: key.into(), wanted })
        };
        tests.into_iter().map(compile).collect()
    }

    /// Whether this condition holds.
    pub fn holds(&self, facts: &Facts<'_>) -> bool {
        let given = facts.values(&self.key);
        if let Wanted::Missing(missing) = &self.wanted {
            return missing.iter().any(|missing| *missing == given.is_none());
        }
        let Some(given) = given else {
            return match self.operator.quantifier {
                _ if self.operator.if_exists => true,
                Some(Quantifier::ForAll) => true,
                Some(Quantifier::ForAny) => false,
                None => self.operator.negated,
            };
        };
        let mut each = given.iter().map(|value| self.wanted.matches(value, facts) != self.operator.negated);
        match self.operator.quantifier {
            Some(Quantifier::ForAll) => each.all(|holds| holds),
            Some(Quantifier::ForAny) => each.any(|holds| holds),
            // With several values and no quantifier AWS's answer is not defined; this is the strict one.
            None if self.operator.negated => each.all(|holds| holds),
            None => each.any(|holds| holds),
        }
    }
}

impl Wanted {
    fn compile(comparison: Comparison, values: &[String], variables: bool) -> Result<Self, Malformed> {
        let texts = |compile: &dyn Fn(&str) -> Pattern| values.iter().map(|text| compile(text)).collect();
        Ok(match comparison {
            Comparison::String => Self::Texts(texts(&|text| Pattern::value(text, variables, false))),
            Comparison::StringIgnoreCase => Self::Texts(texts(&|text| Pattern::value(text, variables, true))),
            Comparison::StringLike => Self::Texts(texts(&|text| Pattern::resource(text, variables))),
            Comparison::Binary => Self::Texts(texts(&|text| Pattern::value(text, false, false))),
            Comparison::Numeric(order) => {
                Self::Numbers(order, values.iter().filter_map(|text| number(text)).collect())
            }
            Comparison::Date(order) => {
                let dates = values.iter().map(|text| date::parse(text)).collect::<Option<_>>();
                Self::Dates(order, dates.ok_or(Malformed::Legacy)?)
            }
            Comparison::Bool => Self::Flags(values.iter().filter_map(|text| flag(text)).collect()),
            Comparison::Address => {
                Self::Blocks(values.iter().filter_map(|text| Block::parse(text)).collect())
            }
            Comparison::Arn => {
                Self::Arns(values.iter().map(|text| ArnPattern::compile(text, variables)).collect())
            }
            Comparison::Null => Self::Missing(values.iter().filter_map(|text| flag(text)).collect()),
        })
    }

    fn matches(&self, given: &str, facts: &Facts<'_>) -> bool {
        match self {
            Self::Texts(patterns) => patterns.iter().any(|pattern| pattern.matches(given, facts)),
            Self::Numbers(order, wanted) => {
                number(given).is_some_and(|given| wanted.iter().any(|wanted| order.holds(&given, wanted)))
            }
            Self::Dates(order, wanted) => date::parse(given)
                .is_some_and(|given| wanted.iter().any(|wanted| order.holds(&given, wanted))),
            Self::Flags(wanted) => flag(given).is_some_and(|given| wanted.contains(&given)),
            Self::Blocks(blocks) => blocks.iter().any(|block| block.contains(given)),
            Self::Arns(patterns) => patterns.iter().any(|pattern| pattern.matches(given, facts)),
            Self::Missing(_) => false,
        }
    }
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite())
}

fn flag(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    text.eq_ignore_ascii_case("false").then_some(false)
}

#[cfg(test)]
#[path = "condition_tests.rs"]
mod tests;
