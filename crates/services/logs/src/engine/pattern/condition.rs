//! JSON conditions: `{ $.level = "ERROR" && ($.ms >= 100 || $.retry IS TRUE) }`.
//!
//! A comparison with what the message does not have is false, `!=` too; a selector with `[*]` asks whether
//! it holds for any element. `*` in a text stands for anything.

use std::cmp::Ordering;

use serde_json::Value;

use super::PatternError;
use super::lexer::{self, Lexeme, Step, wrong};

/// How deep parentheses may be nested. Ours.
const DEPTH_MAX: usize = 32;

/// What a message must be.
#[derive(Clone, Debug, PartialEq)]
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
pub struct Selector(Vec<Step>);

/// What is asked of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Whether it compares so with a number.
    Number(&'static str, f64),
    /// Whether it is, or is not, like a text; `numbers` are taken as they are written.
    Text {
        /// Or unlike.
        equal: bool,
        /// With `*` for anything.
        pattern: String,
        /// Whether numbers are texts too.
        numbers: bool,
    },
    /// Whether it is this.
    Is(Value),
    /// Whether there is none.
    Missing,
}

impl Condition {
    /// The condition that `text` writes.
    pub(super) fn parse(text: &str) -> Result<Self, PatternError> {
        let mut words = Words { lexemes: lexer::split(text)?, at: 0, depth: 0 };
        words.sign("{")?;
        let condition = words.any()?;
        words.sign("}")?;
        if words.at == words.lexemes.len() {
            Ok(condition)
        } else {
            Err(wrong("something follows the last }"))
        }
    }

    /// Whether `message` is JSON and the condition holds.
    pub(super) fn matches(&self, message: &str) -> bool {
        let object = message.trim_start().starts_with('{');
        object && serde_json::from_str(message).is_ok_and(|value| self.holds(&value))
    }

    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(value)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(value)),
            Self::Test(selector, Test::Missing) => !find(value, &selector.0, &mut |_| true),
            Self::Test(selector, test) => find(value, &selector.0, &mut |found| test.holds(found)),
        }
    }
}

/// Whether any of the values that `steps` lead to passes.
fn find(value: &Value, steps: &[Step], passes: &mut dyn FnMut(&Value) -> bool) -> bool {
    let Some((step, rest)) = steps.split_first() else { return passes(value) };
    match step {
        Step::Member(name) => value.get(name).is_some_and(|inner| find(inner, rest, passes)),
        Step::Element(index) => value.get(index).is_some_and(|inner| find(inner, rest, passes)),
        Step::Every => value.as_array().is_some_and(|all| all.iter().any(|inner| find(inner, rest, passes))),
    }
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Number(sign, wanted) => {
                let order = value.as_f64().and_then(|number| number.partial_cmp(wanted));
                order.is_some_and(|order| match *sign {
                    "=" => order == Ordering::Equal,
                    "!=" => order != Ordering::Equal,
                    "<" => order == Ordering::Less,
                    "<=" => order != Ordering::Greater,
                    ">" => order == Ordering::Greater,
                    _ => order != Ordering::Less,
                })
            }
            Self::Text { equal, pattern, numbers } => match value {
                Value::String(text) => is_like(text, pattern) == *equal,
                Value::Number(number) if *numbers => is_like(&number.to_string(), pattern) == *equal,
                _ => false,
            },
            Self::Is(wanted) => value == wanted,
            Self::Missing => false,
        }
    }
}

/// Whether `text` is `pattern`, in which `*` stands for anything.
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

struct Words {
    lexemes: Vec<Lexeme>,
    at: usize,
    depth: usize,
}

impl Words {
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
            self.depth += 1;
            if self.depth > DEPTH_MAX {
                return Err(wrong("parentheses are nested too deep"));
            }
            let inner = self.any()?;
            self.depth -= 1;
            self.sign(")")?;
            return Ok(inner);
        }
        let Some(Lexeme::Selector(steps)) = self.next() else {
            return Err(wrong("a comparison begins with a property selector such as $.name"));
        };
        Ok(Condition::Test(Selector(steps), self.test()?))
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
        let Some(Lexeme::Sign(sign @ ("=" | "!=" | "<" | "<=" | ">" | ">="))) = how else {
            return Err(wrong("a property selector is followed by a comparison, IS or NOT EXISTS"));
        };
        let (pattern, numbers) = match what {
            Some(Lexeme::Quoted(text)) => (text, false),
            Some(Lexeme::Bare(text)) => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => return Ok(Test::Number(sign, number)),
                _ => (text, true),
            },
            _ => return Err(wrong("a comparison ends with a text or a number")),
        };
        match sign {
            "=" | "!=" => Ok(Test::Text { equal: sign == "=", pattern, numbers }),
            _ => Err(wrong("only numbers are compared with <, <=, > and >=")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;

    #[test]
    fn by_table() {
        let message = r#"{"level":"ERROR","ms":120.5,"ok":true,"none":null,"user":{"id":7,"e.mail":"a@b"},
            "tags":[{"k":"x"},{"k":"y"}],"ip":"10.0.0.7"}"#;
        for (pattern, matches) in [
            (r#"{ $.level = "ERROR" }"#, true),
            (r#"{$.level="ERR*"}"#, true),
            ("{ $.level = *R }", true),
            ("{ $.level = E*X* }", false),
            (r#"{ $.level != "ERROR" }"#, false),
            (r#"{ $.absent != "ERROR" }"#, false),
            ("{ $.ms > 120 && $.ms <= 120.5 }", true),
            ("{ $.ms < 1e2 }", false),
            ("{ $.ms = 12* }", true),
            ("{ $.user.id = 7 }", true),
            (r#"{ $.user.id = "7" }"#, false),
            (r#"{ $.user.['e.mail'] = "a@b" }"#, true),
            (r#"{ $.tags[1].k = "y" && $.tags[*].k = "x" }"#, true),
            (r#"{ $.tags[2].k = "y" }"#, false),
            ("{ $.ok IS TRUE && $.none IS NULL && $.absent NOT EXISTS }", true),
            ("{ $.ok IS FALSE || $.none NOT EXISTS }", false),
            ("{ $.ip = 10.0.* }", true),
            (r#"{ $.level = "X" || $.ms > 1 && $.user.id = 7 }"#, true),
            (r#"{ ($.level = "X" || $.ms > 1) && $.user.id = 8 }"#, false),
        ] {
            assert_eq!(Pattern::parse(pattern).unwrap().matches(message), matches, "{pattern}");
        }
        assert!(!Pattern::parse("{ $.a NOT EXISTS }").unwrap().matches("no JSON"));
        let deep = format!("{{ {} $.a = 1 }}", "(".repeat(200));
        for wrong in [
            "{",
            "{}",
            "{ $.a }",
            "{ $.a = }",
            "{ $.a = 1",
            "{ $ = 1 }",
            "{ $.a > \"b\" }",
            "{ a = 1 }",
            "{ $.a = 1 } x",
            "{ $.a = %x% }",
            "{ $.a[ = 1 }",
            "{ $.a[x] = 1 }",
            "{ $.a IS 1 }",
            "{ $.a = 1 & $.b = 2 }",
            &deep,
        ] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong}");
        }
    }
}
