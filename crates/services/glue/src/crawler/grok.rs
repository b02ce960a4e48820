//! Grok patterns: names of patterns within a regular expression, some of which become columns.
//!
//! `%{NAME}` stands for a pattern, `%{NAME:column}` and `%{NAME:column:type}` make a column as well; so does
//! `(?<column>…)`. Patterns that look around (`(?<!…)`, `(?=…)`) are refused, as they cannot be matched in linear
//! time; atomic groups are read as plain ones.

mod library;

use std::collections::HashMap;

use regex_lite::Regex;

use super::column_type::{ColumnType, Fields};
use super::limits::{GROK_DEPTH_MAX, GROK_EXPANDED_MAX, GROK_LINES_MAX, GROK_MATCHES_PERCENT};
use super::schema::Records;

/// A pattern that is ready to be tried.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    columns: Fields,
}

/// Why a pattern was refused.
#[derive(Clone, Debug, thiserror::Error, PartialEq)]
pub enum GrokError {
    /// Nobody defined this pattern.
    #[error("there is no pattern `{0}`; define it among the custom patterns")]
    NoPattern(String),
    /// A name of a pattern does not end.
    #[error("`%{{` is not closed")]
    Open,
    /// It looks around.
    #[error("a pattern cannot look ahead or behind (`{0}`); write it without")]
    LookAround(String),
    /// This is no type of a column.
    #[error("`{0}` is no type: use byte, boolean, double, short, int, long, float or string")]
    NoType(String),
    /// Patterns name each other without end, or grow too long.
    #[error("the pattern grows too long when the patterns it names are put in; do they name each other?")]
    TooLong,
    /// The regular expression is none.
    #[error("the pattern is no regular expression: {0}")]
    Regex(String),
}

impl Pattern {
    /// Reads a pattern, with a pattern a line in `custom`.
    pub fn read(pattern: &str, custom: &str) -> Result<Self, GrokError> {
        let defined = custom.lines().filter_map(|line| line.trim().split_once(char::is_whitespace));
        let mut expansion = Expansion {
            custom: defined.filter(|(name, _)| !name.starts_with('#')).collect(),
            regex: String::new(),
            columns: Fields::default(),
        };
        expansion.put(pattern.trim(), GROK_DEPTH_MAX)?;
        let regex = Regex::new(&expansion.regex).map_err(|error| GrokError::Regex(error.to_string()))?;
        Ok(Self { regex, columns: expansion.columns })
    }

    /// A pattern of the library that holds for whole lines.
    fn of_lines(pattern: &str) -> Self {
        Self::read(&format!("^{pattern}$"), "").expect("invariant: the library's patterns are right")
    }

    /// The columns that it makes.
    pub fn columns(&self) -> &Fields {
        &self.columns
    }

    /// Tries it on lines; nothing where (nearly) all of them should match and do not. `cut` says that there is more.
    pub fn try_on(&self, plain: &[u8], cut: bool) -> Option<Records> {
        let end = match plain.iter().rposition(|byte| *byte == b'\n') {
            Some(last) if cut => last + 1,
            _ => plain.len(),
        };
        let lines =
            plain[..end].split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let (mut tried, mut matched, mut count) = (0, 0, 0);
        for line in lines.filter(|line| !line.is_empty()) {
            count += 1;
            if tried < GROK_LINES_MAX {
                tried += 1;
                matched += usize::from(self.regex.is_match(&String::from_utf8_lossy(line)));
                if tried == 1 && matched == 0 && self.columns.is_empty() {
                    return None;
                }
            }
        }
        let enough = matched > 0 && matched * 100 >= tried * GROK_MATCHES_PERCENT;
        enough.then_some(Records { count, bytes: end as u64 })
    }
}

/// The classifiers that AWS has built in, in its order, of which the patterns are known: what they call the data, and
/// the pattern.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("combined_apache", "%{COMBINEDAPACHELOG}"),
    ("apache", "%{COMMONAPACHELOG}"),
    ("linux_kernel", "%{SYSLOGBASE} %{GREEDYDATA:message}"),
];

/// Those, ready to be tried.
pub fn built_in() -> Vec<(&'static str, &'static str, Pattern)> {
    BUILT_IN.iter().map(|(name, pattern)| (*name, *pattern, Pattern::of_lines(pattern))).collect()
}

/// A pattern while others are put in.
struct Expansion<'c> {
    custom: HashMap<&'c str, &'c str>,
    regex: String,
    columns: Fields,
}

impl Expansion<'_> {
    fn put(&mut self, pattern: &str, depth: usize) -> Result<(), GrokError> {
        let depth = depth.checked_sub(1).ok_or(GrokError::TooLong)?;
        let mut rest = pattern;
        let mut in_class = false;
        while let Some(c) = rest.chars().next() {
            if self.regex.len() > GROK_EXPANDED_MAX {
                return Err(GrokError::TooLong);
            }
            if c == '\\' {
                let end = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
                self.regex.push_str(&rest[..end]);
                rest = &rest[end..];
            } else if in_class || !(rest.starts_with("%{") || rest.starts_with("(?")) {
                in_class = if in_class { c != ']' } else { c == '[' };
                self.regex.push(c);
                rest = &rest[c.len_utf8()..];
                // The first of a class is never its end.
                if c == '[' && in_class {
                    for first in ["^]", "]"] {
                        if let Some(after) = rest.strip_prefix(first) {
                            self.regex.push_str(if first == "]" { "\\]" } else { "^\\]" });
                            rest = after;
                            break;
                        }
                    }
                }
            } else if let Some(after) = rest.strip_prefix("%{") {
                let (named, after) = after.split_once('}').ok_or(GrokError::Open)?;
                self.named(named, depth)?;
                rest = after;
            } else {
                rest = self.group(rest)?;
            }
        }
        Ok(())
    }

    /// Puts the pattern of `NAME:column:type` in.
    fn named(&mut self, named: &str, depth: usize) -> Result<(), GrokError> {
        let mut parts = named.split([':', ';']).map(str::trim);
        let name = parts.next().unwrap_or_default();
        if let Some(column) = parts.next().filter(|column| !column.is_empty()) {
            self.column(column, parts.next().unwrap_or("string"))?;
        }
        let custom = self.custom.get(name).copied();
        let inner =
            custom.or_else(|| library::pattern(name)).ok_or_else(|| GrokError::NoPattern(name.to_owned()))?;
        self.regex.push_str("(?:");
        self.put(inner.trim(), depth)?;
        self.regex.push(')');
        Ok(())
    }

    fn column(&mut self, name: &str, kind: &str) -> Result<(), GrokError> {
        let kind = match kind {
            "byte" => ColumnType::TinyInt,
            "short" => ColumnType::SmallInt,
            "int" => ColumnType::Int,
            "long" => ColumnType::BigInt,
            "float" => ColumnType::Float,
            "double" => ColumnType::Double,
            "boolean" => ColumnType::Boolean,
            "string" | "" => ColumnType::String,
            other => return Err(GrokError::NoType(other.to_owned())),
        };
        if name != library::UNWANTED {
            self.columns.add(name, kind);
        }
        Ok(())
    }

    /// Puts the beginning of a group in; what stands after it.
    fn group<'r>(&mut self, rest: &'r str) -> Result<&'r str, GrokError> {
        for around in ["(?=", "(?!", "(?<=", "(?<!"] {
            if rest.starts_with(around) {
                return Err(GrokError::LookAround(around.to_owned()));
            }
        }
        if let Some(after) = rest.strip_prefix("(?>") {
            self.regex.push_str("(?:");
            return Ok(after);
        }
        for start in ["(?<", "(?P<"] {
            if let Some((name, after)) = rest.strip_prefix(start).and_then(|inner| inner.split_once('>')) {
                self.column(name, "string")?;
                self.regex.push_str("(?:");
                return Ok(after);
            }
        }
        self.regex.push_str("(?");
        Ok(&rest[2..])
    }
}

#[cfg(test)]
mod tests;
