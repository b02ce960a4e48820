//! Paths of SQL's JSON functions: `lax $.a.b[0 to 2]."c d"[*].*`.

use serde_json::Value;

use crate::error::{Error, Fact};
use crate::functions::arguments::invalid;

/// A path, read.
#[derive(Debug, PartialEq)]
pub struct Path {
    /// Whether what does not fit is an error; else arrays open and values are arrays of one, as it needs.
    is_strict: bool,
    steps: Vec<Step>,
}

#[derive(Debug, PartialEq)]
enum Step {
    Member(String),
    Members,
    Items,
    Range(Index, Index),
}

/// A place in an array, counted from 0 or back from the last.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Index {
    At(usize),
    Last(usize),
}

impl Index {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.strip_prefix("last") {
            Some("") => Some(Self::Last(0)),
            Some(back) => Some(Self::Last(back.trim().strip_prefix('-')?.trim().parse().ok()?)),
            None => text.parse().ok().map(Self::At),
        }
    }

    fn within(self, length: usize) -> Option<usize> {
        match self {
            Self::At(index) => Some(index),
            Self::Last(back) => length.checked_sub(back + 1),
        }
    }
}

impl Path {
    /// Reads a path.
    pub fn of(text: &str) -> Result<Self, Error> {
        let refused = || invalid(format!("Invalid JSON path: '{text}'"));
        let trimmed = text.trim();
        let (is_strict, rest) = match (trimmed.strip_prefix("lax"), trimmed.strip_prefix("strict")) {
            (Some(rest), _) => (false, rest),
            (_, Some(rest)) => (true, rest),
            _ => return Err(refused()),
        };
        let mut rest = rest.trim().strip_prefix('$').ok_or_else(refused)?.trim_start();
        let mut steps = Vec::new();
        while let Some(first) = rest.chars().next() {
            if first == '[' {
                let (inside, after) = rest[1..].split_once(']').ok_or_else(refused)?;
                if inside.trim() == "*" {
                    steps.push(Step::Items);
                } else if let Some((from, to)) = inside.split_once(" to ") {
                    let ends = (Index::of(from), Index::of(to));
                    steps.push(Step::Range(ends.0.ok_or_else(refused)?, ends.1.ok_or_else(refused)?));
                } else {
                    let index = Index::of(inside).ok_or_else(refused)?;
                    steps.push(Step::Range(index, index));
                }
                rest = after.trim_start();
                continue;
            }
            if first == '?' {
                return Err(Error::new(Fact::Unsupported, "filters in JSON paths are not supported"));
            }
            let after = rest.strip_prefix('.').ok_or_else(refused)?;
            if let Some(quoted) = after.strip_prefix('"') {
                let (name, after) = quoted.split_once('"').ok_or_else(refused)?;
                steps.push(Step::Member(name.to_owned()));
                rest = after.trim_start();
            } else if let Some(after) = after.strip_prefix('*') {
                steps.push(Step::Members);
                rest = after.trim_start();
            } else {
                let end =
                    after.find(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '$');
                let (name, after) = after.split_at(end.unwrap_or(after.len()));
                if name.is_empty() {
                    return Err(refused());
                }
                rest = after.trim_start();
                if rest.starts_with('(') {
                    return Err(Error::new(Fact::Unsupported, "methods in JSON paths are not supported"));
                }
                steps.push(Step::Member(name.to_owned()));
            }
        }
        Ok(Self { is_strict, steps })
    }

    /// What the path leads to; `None` if it is strict and does not fit.
    pub fn find(&self, value: Value) -> Option<Vec<Value>> {
        let mut items = vec![value];
        for step in &self.steps {
            let mut next = Vec::new();
            for item in items {
                self.take(step, item, &mut next)?;
            }
            items = next;
        }
        Some(items)
    }

    fn take(&self, step: &Step, item: Value, next: &mut Vec<Value>) -> Option<()> {
        let fits = |is_there: bool| (is_there || !self.is_strict).then_some(());
        match (step, item) {
            (Step::Member(_) | Step::Members, Value::Array(items)) if !self.is_strict => {
                for item in items.into_iter().filter(|item| !item.is_array()) {
                    self.take(step, item, next)?;
                }
                Some(())
            }
            (Step::Member(name), Value::Object(mut members)) => {
                let member = members.remove(name);
                fits(member.is_some())?;
                next.extend(member);
                Some(())
            }
            (Step::Members, Value::Object(members)) => {
                next.extend(members.into_iter().map(|(_, value)| value));
                Some(())
            }
            (Step::Member(_) | Step::Members, _) => fits(false),
            (Step::Items, Value::Array(items)) => {
                next.extend(items);
                Some(())
            }
            (Step::Range(from, to), Value::Array(items)) => {
                let ends = (from.within(items.len()), to.within(items.len()));
                fits(
                    ends.1.is_some_and(|to| to < items.len())
                        && ends.0.is_some_and(|from| Some(from) <= ends.1),
                )?;
                let to = ends.1.map_or(0, |to| to.saturating_add(1));
                let from = ends.0.unwrap_or(0);
                next.extend(items.into_iter().take(to).skip(from));
                Some(())
            }
            (Step::Items | Step::Range(..), other) => {
                fits(false)?;
                self.take(step, Value::Array(vec![other]), next)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(path: &str, json: &str) -> Option<String> {
        let items = Path::of(path).unwrap().find(serde_json::from_str(json).unwrap());
        items.map(|items| Value::Array(items).to_string())
    }

    #[test]
    fn lax_paths_bend_and_strict_ones_do_not() {
        let json = r#"{"a": [{"b": 1}, {"b": 2}, {"c d": 3}], "e": {"f": "x"}}"#;
        assert_eq!(find("lax $.a.b", json).as_deref(), Some("[1,2]"));
        assert_eq!(find("strict $.a.b", json), None);
        assert_eq!(find("strict $.a[last].\"c d\"", json).as_deref(), Some("[3]"));
        assert_eq!(find("lax $.a[0 to 1].b", json).as_deref(), Some("[1,2]"));
        assert_eq!(find("lax $.a[last - 1].b", json).as_deref(), Some("[2]"));
        assert_eq!(find("lax $.a[7]", json).as_deref(), Some("[]"));
        assert_eq!(find("strict $.a[7]", json), None);
        assert_eq!(find("lax $.e[0].f", json).as_deref(), Some("[\"x\"]"));
        assert_eq!(find("lax $.e.*", json).as_deref(), Some("[\"x\"]"));
        assert_eq!(find("lax $.no.way", json).as_deref(), Some("[]"));
        assert!(Path::of("$.a").is_err());
        assert!(Path::of("lax $.a?(@ > 1)").is_err());
        assert!(Path::of("lax $[").is_err());
    }
}
