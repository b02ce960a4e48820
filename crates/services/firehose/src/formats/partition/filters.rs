//! jq's functions of filters: those that decide how often, and of what, their arguments are evaluated.

use serde_json::Value;

use super::evaluate::{Machine, Made, Scope, Stop};
use super::functions::{array, double, entries, from_entries};
use super::operators::{self, compare, number};
use super::syntax::Expr;
use super::texts::{self, string};

/// A function of filters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Filter {
    Empty,
    Select,
    Map,
    MapValues,
    Recurse,
    RecurseDefault,
    First,
    Last,
    Limit,
    Until,
    While,
    Range,
    Any,
    All,
    SortBy,
    GroupBy,
    UniqueBy,
    MinBy,
    MaxBy,
    WithEntries,
    IsEmpty,
    Substitute {
        all: bool,
    },
    Scan,
    /// Values of these types only.
    Only(&'static [&'static str]),
}

impl Filter {
    /// The filter of that name with so many arguments.
    pub fn named(name: &str, arity: usize) -> Option<Self> {
        Some(match (name, arity) {
            ("empty", 0) => Self::Empty,
            ("select", 1) => Self::Select,
            ("map", 1) => Self::Map,
            ("map_values", 1) => Self::MapValues,
            ("recurse", 0) => Self::RecurseDefault,
            ("recurse", 1) => Self::Recurse,
            ("first", 1) => Self::First,
            ("last", 1) => Self::Last,
            ("limit", 2) => Self::Limit,
            ("until", 2) => Self::Until,
            ("while", 2) => Self::While,
            ("range", 1..=3) => Self::Range,
            ("any", 1 | 2) => Self::Any,
            ("all", 1 | 2) => Self::All,
            ("sort_by", 1) => Self::SortBy,
            ("group_by", 1) => Self::GroupBy,
            ("unique_by", 1) => Self::UniqueBy,
            ("min_by", 1) => Self::MinBy,
            ("max_by", 1) => Self::MaxBy,
            ("with_entries", 1) => Self::WithEntries,
            ("isempty", 1) => Self::IsEmpty,
            ("sub", 2 | 3) => Self::Substitute { all: false },
            ("gsub", 2 | 3) => Self::Substitute { all: true },
            ("scan", 1) => Self::Scan,
            ("nulls", 0) => Self::Only(&["null"]),
            ("booleans", 0) => Self::Only(&["boolean"]),
            ("numbers", 0) => Self::Only(&["number"]),
            ("strings", 0) => Self::Only(&["string"]),
            ("arrays", 0) => Self::Only(&["array"]),
            ("objects", 0) => Self::Only(&["object"]),
            ("iterables", 0) => Self::Only(&["array", "object"]),
            ("scalars", 0) => Self::Only(&["null", "boolean", "number", "string"]),
            ("values", 0) => Self::Only(&["boolean", "number", "string", "array", "object"]),
            _ => return None,
        })
    }
}

impl Machine {
    pub(super) fn filter(
        &self,
        filter: Filter,
        arguments: &[Expr],
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        match filter {
            Filter::Empty => Ok(()),
            Filter::Only(kinds) => {
                if kinds.contains(&operators::kind(input)) {
                    out.push(self.copy(input)?);
                }
                Ok(())
            }
            Filter::Select => self.each(&arguments[0], input, scope, |value| {
                if operators::truth(&value) {
                    out.push(self.copy(input)?);
                }
                Ok(())
            }),
            Filter::Map => {
                let mut made = Vec::new();
                for child in operators::children(input)? {
                    self.eval(&arguments[0], child, scope, &mut made)?;
                }
                out.push(made.into());
                Ok(())
            }
            Filter::MapValues => self.map_values(&arguments[0], input, scope, out),
            Filter::RecurseDefault => self.descend(input, out),
            Filter::Recurse => {
                let mut waiting = vec![self.copy(input)?];
                while let Some(value) = waiting.pop() {
                    let mut next = self.all(&arguments[0], &value, scope)?;
                    next.reverse();
                    waiting.append(&mut next);
                    out.push(value);
                }
                Ok(())
            }
            Filter::First | Filter::Last | Filter::IsEmpty => {
                let mut made = Vec::new();
                let ended = self.eval(&arguments[0], input, scope, &mut made);
                if filter == Filter::First && !made.is_empty() {
                    out.push(made.swap_remove(0));
                    return Ok(());
                }
                ended?;
                match filter {
                    Filter::IsEmpty => out.push(made.is_empty().into()),
                    _ => out.extend(made.pop()),
                }
                Ok(())
            }
            Filter::Limit => self.each(&arguments[0], input, scope, |count| {
                let count = double(&count)?.max(0.0) as usize;
                let mut made = Vec::new();
                let ended =
                    if count > 0 { self.eval(&arguments[1], input, scope, &mut made) } else { Ok(()) };
                let enough = made.len() >= count;
                made.truncate(count);
                out.append(&mut made);
                if enough { Ok(()) } else { ended }
            }),
            Filter::Until | Filter::While => {
                let mut state = self.copy(input)?;
                loop {
                    let condition =
                        self.all(&arguments[0], &state, scope)?.first().is_some_and(operators::truth);
                    if condition == (filter == Filter::Until) {
                        break;
                    }
                    let next = self.all(&arguments[1], &state, scope)?.into_iter().next();
                    let before = std::mem::replace(&mut state, next.unwrap_or_default());
                    if filter == Filter::While {
                        out.push(before);
                    }
                }
                if filter == Filter::Until {
                    out.push(state);
                }
                Ok(())
            }
            Filter::Range => self.range(arguments, input, scope, out),
            Filter::Any | Filter::All => {
                let mut found = false;
                let mut decide = |value: &Value| {
                    self.each(&arguments[arguments.len() - 1], value, scope, |value| {
                        found = found || operators::truth(&value) == (filter == Filter::Any);
                        Ok(())
                    })
                };
                if arguments.len() == 2 {
                    self.each(&arguments[0], input, scope, |value| decide(&value))?;
                } else {
                    operators::children(input)?.into_iter().try_for_each(&mut decide)?;
                }
                out.push((found == (filter == Filter::Any)).into());
                Ok(())
            }
            Filter::SortBy | Filter::GroupBy | Filter::UniqueBy | Filter::MinBy | Filter::MaxBy => {
                self.ordered(filter, &arguments[0], input, scope, out)
            }
            Filter::WithEntries => {
                self.spend(operators::weight(input))?;
                let mut made = Vec::new();
                for entry in array(&entries(input)?)? {
                    self.eval(&arguments[0], entry, scope, &mut made)?;
                }
                out.push(from_entries(&made.into())?);
                Ok(())
            }
            Filter::Substitute { all } => self.substitute(all, arguments, input, scope, out),
            Filter::Scan => self.each(&arguments[0], input, scope, |pattern| {
                let regex = texts::regex(self, input, &pattern, &Value::Null)?;
                for captures in regex.captures_iter(string(input)?) {
                    self.spend(1)?;
                    let mut groups =
                        captures.iter().map(|group| group.map_or(Value::Null, |group| group.as_str().into()));
                    let whole = groups.next().unwrap_or_default();
                    let groups: Vec<_> = groups.collect();
                    out.push(if groups.is_empty() { whole } else { groups.into() });
                }
                Ok(())
            }),
        }
    }

    fn map_values(&self, body: &Expr, input: &Value, scope: Scope<'_>, out: &mut Vec<Value>) -> Made {
        let first = |value: &Value| Ok(self.all(body, value, scope)?.into_iter().next());
        let mapped = match input {
            Value::Array(elements) => {
                let made: Made<Vec<_>> = elements.iter().map(first).collect();
                made?.into_iter().flatten().collect()
            }
            Value::Object(members) => {
                let mut made = serde_json::Map::new();
                for (key, value) in members {
                    made.extend(first(value)?.map(|value| (key.clone(), value)));
                }
                Value::Object(made)
            }
            _ => return Err(Stop::error(format!("nothing is within {}", operators::kind(input)))),
        };
        out.push(mapped);
        Ok(())
    }

    /// `range(to)`, `range(from; to)`, `range(from; to; by)`.
    fn range(&self, arguments: &[Expr], input: &Value, scope: Scope<'_>, out: &mut Vec<Value>) -> Made {
        let numbers = |expr: Option<&Expr>, none: f64| match expr {
            Some(expr) => self.all(expr, input, scope)?.iter().map(double).collect(),
            None => Ok(vec![none]),
        };
        let (from, to) = match arguments {
            [to] => (None, to),
            [from, to, ..] => (Some(from), to),
            [] => return Ok(()),
        };
        for from in numbers(from, 0.0)? {
            for to in numbers(Some(to), 0.0)? {
                for by in numbers(arguments.get(2), 1.0)? {
                    let mut at = from;
                    while by > 0.0 && at < to || by < 0.0 && at > to {
                        self.spend(1)?;
                        out.push(number(at));
                        at += by;
                    }
                }
            }
        }
        Ok(())
    }

    fn ordered(
        &self,
        filter: Filter,
        by: &Expr,
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        let mut keyed = Vec::new();
        for element in array(input)? {
            keyed.push((Value::Array(self.all(by, element, scope)?), self.copy(element)?));
        }
        self.spend(keyed.iter().map(|(key, _)| operators::weight(key) * 16).sum())?;
        keyed.sort_by(|(left, _), (right, _)| compare(left, right));
        let element = |(_, element)| element;
        let made = match filter {
            Filter::MinBy => keyed.into_iter().next().map(element).unwrap_or_default(),
            Filter::MaxBy => keyed.pop().map(element).unwrap_or_default(),
            Filter::UniqueBy => {
                keyed.dedup_by(|(left, _), (right, _)| compare(left, right).is_eq());
                keyed.into_iter().map(element).collect()
            }
            Filter::GroupBy => {
                let groups = keyed.chunk_by(|(left, _), (right, _)| compare(left, right).is_eq());
                groups
                    .map(|group| group.iter().map(|(_, element)| element.clone()).collect::<Value>())
                    .collect()
            }
            _ => keyed.into_iter().map(element).collect(),
        };
        out.push(made);
        Ok(())
    }

    /// `sub(pattern; text; flags)`: the text is evaluated with the named groups of each match.
    fn substitute(
        &self,
        all: bool,
        arguments: &[Expr],
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        let last = |expr: Option<&Expr>| match expr {
            Some(expr) => Ok(self.all(expr, input, scope)?.pop().unwrap_or_default()),
            None => Ok(Value::Null),
        };
        let (pattern, flags) = (last(arguments.first())?, last(arguments.get(2))?);
        let regex = texts::regex(self, input, &pattern, &flags)?;
        let all = all || flags.as_str().is_some_and(|flags| flags.contains('g'));
        let text = string(input)?;
        let mut made = String::new();
        let mut end = 0;
        for captures in regex.captures_iter(text).take(if all { usize::MAX } else { 1 }) {
            let whole = captures.get(0).map_or(end..end, |whole| whole.range());
            let groups = texts::named(&regex, &captures);
            self.spend(operators::weight(&groups))?;
            let replacement = self.all(&arguments[1], &groups, scope)?.into_iter().next().unwrap_or_default();
            self.spend(operators::weight(&replacement))?;
            made += &text[end..whole.start];
            made += string(&replacement)?;
            end = whole.end;
        }
        made += &text[end..];
        out.push(made.into());
        Ok(())
    }
}
