//! The rule of a composite alarm: `ALARM(a) AND (OK("b c") OR NOT INSUFFICIENT_DATA(arn:…))`, `TRUE`, `FALSE`.
//!
//! NOT binds closest, then AND, then OR. Alarms are named by name or ARN, in double quotes or not; without them a
//! name ends at the parenthesis, and in them `\"` is a quote. Words may be in any case. Parsing panics on no text;
//! children, elements and depth are bounded.

mod parse;

use std::collections::BTreeSet;

use cloudwatch_api::{StateValue, alarm_arn};
use kernel::Place;

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// TRUE or FALSE.
    Constant(bool),
    /// Whether an alarm is in a state.
    Is(StateValue, String),
    /// The contrary.
    Not(Box<Rule>),
    /// All of them.
    And(Vec<Rule>),
    /// Any of them.
    Or(Vec<Rule>),
}

/// Why a text is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct RuleError(pub String);

impl Rule {
    /// The rule that `text` is, of an alarm in `place`.
    pub fn parse(text: &str, place: &Place) -> Result<Self, RuleError> {
        parse::parse(text, place)
    }

    /// The names of the alarms that it asks.
    pub fn children(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.gather(&mut names);
        names
    }

    fn gather<'a>(&'a self, names: &mut BTreeSet<&'a str>) {
        match self {
            Self::Constant(_) => {}
            Self::Is(_, name) => drop(names.insert(name)),
            Self::Not(inner) => inner.gather(names),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.gather(names)),
        }
    }

    /// Whether it holds, where `state` answers what an alarm says.
    pub fn holds(&self, state: &dyn Fn(&str) -> Option<StateValue>) -> bool {
        match self {
            Self::Constant(value) => *value,
            Self::Is(wanted, name) => state(name) == Some(*wanted),
            Self::Not(inner) => !inner.holds(state),
            Self::And(parts) => parts.iter().all(|part| part.holds(state)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(state)),
        }
    }
}

/// The name of the alarm that `given`, a name or an ARN, means in `place`; an ARN of elsewhere stays what it is, and
/// no alarm here is called so.
pub fn named(given: &str, place: &Place) -> String {
    given.strip_prefix(&alarm_arn(place, "")).unwrap_or(given).to_owned()
}
