//! Filters: which records a mapping hands over. Patterns are EventBridge's, as far as the Lambda guide
//! ("Filter rule syntax") has them: values, `prefix`, `suffix`, `anything-but`, `numeric`, `exists`,
//! `equals-ignore-case` and `$or`.
//!
//! Numbers are equal where they are written alike: 300 is not 300.0.

use serde_json::{Map, Value};

/// What a mapping's filters say together: a record that one of them lets through is handed over.
#[derive(Clone, Debug, Default)]
pub struct Filter(Vec<Pattern>);

/// That a text is no pattern.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("Invalid filter pattern definition.")]
pub struct NoPattern;

#[derive(Clone, Debug)]
struct Pattern {
    fields: Vec<(String, Test)>,
    /// `$or`: one of them must hold.
    alternatives: Option<Vec<Pattern>>,
}

#[derive(Clone, Debug)]
enum Test {
    Inside(Pattern),
    /// One of them must hold.
    Leaf(Vec<Rule>),
}

#[derive(Clone, Debug)]
enum Rule {
    Is(Value),
    Prefix(String),
    Suffix(String),
    IgnoringCase(String),
    /// None of them may hold.
    AnythingBut(Vec<Rule>),
    Numeric(Vec<(Comparison, f64)>),
    Exists(bool),
}

#[derive(Clone, Copy, Debug)]
enum Comparison {
    Equal,
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Filter {
    /// The filter of patterns, each as JSON text; none lets everything through.
    pub fn parse(texts: &[String]) -> Result<Self, NoPattern> {
        let parse = |text: &String| {
            let value: Value = serde_json::from_str(text).map_err(|_| NoPattern)?;
            Pattern::of(value.as_object().ok_or(NoPattern)?)
        };
        texts.iter().map(parse).collect::<Result<_, _>>().map(Self)
    }

    /// Whether everything is let through.
    pub fn is_open(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a record is let through; `document` is made only where it must be looked at.
    pub fn admits(&self, document: impl FnOnce() -> Value) -> bool {
        if self.is_open() {
            return true;
        }
        let document = document();
        self.0.iter().any(|pattern| pattern.holds(&document))
    }

    /// Whether a pattern looks into `field`, at the top.
    pub fn looks_at(&self, field: &str) -> bool {
        self.0.iter().any(|pattern| pattern.tests(field).next().is_some())
    }

    /// Whether every pattern that looks at `field` looks inside it.
    pub fn looks_inside(&self, field: &str) -> bool {
        self.0.iter().flat_map(|pattern| pattern.tests(field)).all(|test| matches!(test, Test::Inside(_)))
    }
}

impl Pattern {
    fn of(object: &Map<String, Value>) -> Result<Self, NoPattern> {
        let mut pattern = Self { fields: Vec::new(), alternatives: None };
        for (name, value) in object {
            match (name.as_str(), value) {
                ("$or", Value::Array(patterns)) if patterns.len() > 1 => {
                    let parse = |value: &Value| Self::of(value.as_object().ok_or(NoPattern)?);
                    pattern.alternatives = Some(patterns.iter().map(parse).collect::<Result<_, _>>()?);
                }
                (_, Value::Object(inner)) => {
                    pattern.fields.push((name.clone(), Test::Inside(Self::of(inner)?)));
                }
                (_, Value::Array(rules)) if !rules.is_empty() => {
                    let rules = rules.iter().map(Rule::of).collect::<Result<_, _>>()?;
                    pattern.fields.push((name.clone(), Test::Leaf(rules)));
                }
                _ => return Err(NoPattern),
            }
        }
        Ok(pattern)
    }

    fn holds(&self, value: &Value) -> bool {
        self.fields.iter().all(|(name, test)| test.holds(value.get(name)))
            && self.alternatives.as_ref().is_none_or(|all| all.iter().any(|pattern| pattern.holds(value)))
    }

    /// The tests of `field`, those of alternatives included.
    fn tests<'a>(&'a self, field: &'a str) -> Box<dyn Iterator<Item = &'a Test> + 'a> {
        let own = self.fields.iter().filter(move |(name, _)| name == field).map(|(_, test)| test);
        let alternatives = self.alternatives.iter().flatten().flat_map(move |pattern| pattern.tests(field));
        Box::new(own.chain(alternatives))
    }
}

impl Test {
    fn holds(&self, value: Option<&Value>) -> bool {
        match (self, value) {
            (Self::Inside(pattern), Some(Value::Array(items))) => {
                items.iter().any(|item| pattern.holds(item))
            }
            // What is not there has no fields, which may be what is asked for.
            (Self::Inside(pattern), value) => pattern.holds(value.unwrap_or(&Value::Null)),
            (Self::Leaf(rules), Some(Value::Array(items))) if !items.is_empty() => {
                rules.iter().any(|rule| items.iter().any(|item| rule.holds(Some(item))))
            }
            (Self::Leaf(rules), value) => rules.iter().any(|rule| rule.holds(value)),
        }
    }
}

impl Rule {
    fn of(value: &Value) -> Result<Self, NoPattern> {
        let operator = match value {
            Value::Object(operator) if operator.len() == 1 => operator.iter().next().ok_or(NoPattern)?,
            Value::Object(_) | Value::Array(_) => return Err(NoPattern),
            plain => return Ok(Self::Is(plain.clone())),
        };
        let text = |value: &Value| value.as_str().map(str::to_owned).ok_or(NoPattern);
        match (operator.0.as_str(), operator.1) {
            ("prefix", value) => text(value).map(Self::Prefix),
            ("suffix", value) => text(value).map(Self::Suffix),
            ("equals-ignore-case", value) => text(value).map(|text| Self::IgnoringCase(text.to_lowercase())),
            ("exists", Value::Bool(exists)) => Ok(Self::Exists(*exists)),
            ("anything-but", Value::Array(values)) if !values.is_empty() => {
                let is_plain = |value: &Value| value.is_string() || value.is_number();
                let known = values.iter().all(is_plain).then_some(values).ok_or(NoPattern)?;
                Ok(Self::AnythingBut(known.iter().cloned().map(Self::Is).collect()))
            }
            ("anything-but", Value::Object(inner)) => match Self::of(&Value::Object(inner.clone()))? {
                rule @ (Self::Prefix(_) | Self::Suffix(_) | Self::IgnoringCase(_)) => {
                    Ok(Self::AnythingBut(vec![rule]))
                }
                _ => Err(NoPattern),
            },
            ("anything-but", value @ (Value::String(_) | Value::Number(_))) => {
                Ok(Self::AnythingBut(vec![Self::Is(value.clone())]))
            }
            ("numeric", Value::Array(parts)) => Self::numeric(parts),
            _ => Err(NoPattern),
        }
    }

    /// `["=", 1]`, or a range: `[">", 0, "<=", 5]`.
    fn numeric(parts: &[Value]) -> Result<Self, NoPattern> {
        let comparison = |pair: &[Value]| {
            let [sign, number] = pair else { return Err(NoPattern) };
            let comparison = match sign.as_str() {
                Some("=") => Comparison::Equal,
                Some("<") => Comparison::Below,
                Some("<=") => Comparison::AtMost,
                Some(">") => Comparison::Above,
                Some(">=") => Comparison::AtLeast,
                _ => return Err(NoPattern),
            };
            Ok((comparison, number.as_f64().ok_or(NoPattern)?))
        };
        match parts.len() {
            2 | 4 => parts.chunks(2).map(comparison).collect::<Result<_, _>>().map(Self::Numeric),
            _ => Err(NoPattern),
        }
    }

    fn holds(&self, value: Option<&Value>) -> bool {
        let text = || value.and_then(Value::as_str);
        match self {
            Self::Is(wanted) => value == Some(wanted),
            Self::Prefix(prefix) => text().is_some_and(|text| text.starts_with(prefix.as_str())),
            Self::Suffix(suffix) => text().is_some_and(|text| text.ends_with(suffix.as_str())),
            Self::IgnoringCase(wanted) => text().is_some_and(|text| text.to_lowercase() == *wanted),
            Self::AnythingBut(rules) => is_leaf(value) && !rules.iter().any(|rule| rule.holds(value)),
            Self::Numeric(comparisons) => value.and_then(Value::as_f64).is_some_and(|number| {
                comparisons.iter().all(|(comparison, bound)| comparison.holds(number, *bound))
            }),
            Self::Exists(exists) => is_leaf(value) == *exists,
        }
    }
}

impl Comparison {
    fn holds(self, number: f64, bound: f64) -> bool {
        match self {
            Self::Equal => number == bound,
            Self::Below => number < bound,
            Self::AtMost => number <= bound,
            Self::Above => number > bound,
            Self::AtLeast => number >= bound,
        }
    }
}

/// Whether a value is there that has no fields.
fn is_leaf(value: Option<&Value>) -> bool {
    value.is_some_and(|value| !value.is_object())
}

#[cfg(test)]
mod tests;
