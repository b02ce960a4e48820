//! Paths into JSON: `$.a[0]["b c"].d`. Lacks: wildcards, filters, recursion.

use serde_json::Value;

use crate::error::Error;
use crate::functions::arguments::invalid;

/// A path.
#[derive(Debug, PartialEq, Eq)]
pub struct Path(Vec<Step>);

#[derive(Debug, PartialEq, Eq)]
enum Step {
    Member(String),
    Item(usize),
}

impl Path {
    /// Reads a path.
    pub fn of(text: &str) -> Result<Self, Error> {
        let refused = || invalid(format!("Invalid JSON path: '{text}'"));
        let mut rest = text.trim().strip_prefix('$').ok_or_else(refused)?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('[') {
                let end = after.find(']').ok_or_else(refused)?;
                let inner = after[..end].trim();
                let quoted =
                    ['"', '\''].into_iter().find_map(|quote| inner.strip_prefix(quote)?.strip_suffix(quote));
                steps.push(match (quoted, inner.parse()) {
                    (Some(name), _) => Step::Member(name.to_owned()),
                    (None, Ok(index)) => Step::Item(index),
                    (None, Err(_)) if !inner.is_empty() && inner.chars().all(is_name) => {
                        Step::Member(inner.to_owned())
                    }
                    _ => return Err(refused()),
                });
                rest = &after[end + 1..];
            } else {
                let after = rest.strip_prefix('.').ok_or_else(refused)?;
                let end = after.find(['.', '[']).unwrap_or(after.len());
                if end == 0 || !after[..end].chars().all(is_name) {
                    return Err(refused());
                }
                steps.push(Step::Member(after[..end].to_owned()));
                rest = &after[end..];
            }
        }
        Ok(Self(steps))
    }

    /// What it leads to.
    pub fn find(&self, value: Value) -> Option<Value> {
        self.0.iter().try_fold(value, |value, step| match (step, value) {
            (Step::Member(name), Value::Object(mut members)) => members.remove(name),
            (Step::Item(index), Value::Array(mut items)) if *index < items.len() => {
                Some(items.swap_remove(*index))
            }
            _ => None,
        })
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '$' | ':' | '@' | ' ')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn paths_lead_to_values() {
        let value = || json!({"a": [{"b c": 1}, 2], "d": {"e": null}});
        let find = |path: &str| Path::of(path).unwrap().find(value());
        assert_eq!(find("$.a[0][\"b c\"]"), Some(json!(1)));
        assert_eq!(find("$['a'][1]"), Some(json!(2)));
        assert_eq!(find("$.d.e"), Some(Value::Null));
        assert_eq!(find("$.a.b"), None);
        assert_eq!(find("$"), Some(value()));
        assert!(Path::of("a.b").is_err() && Path::of("$.").is_err() && Path::of("$[*]").is_err());
    }
}
