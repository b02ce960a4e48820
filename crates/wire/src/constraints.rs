//! What a value must satisfy, as data.

use std::sync::LazyLock;

use regex_lite::Regex;

/// What a value must satisfy. Lengths count UTF-16 units of strings (as AWS does), bytes of blobs, members
/// of lists and maps.
#[derive(Debug)]
pub struct Constraints {
    /// Least and greatest length, inclusive.
    pub length: Option<(u64, u64)>,
    /// Least and greatest value, inclusive.
    pub range: Option<(i64, i64)>,
    /// A regular expression that the whole value matches.
    pub pattern: Option<&'static Pattern>,
    /// What members of a list, or values of a map, must satisfy.
    pub member: Option<&'static Constraints>,
    /// What keys of a map must satisfy.
    pub key: Option<&'static Constraints>,
}

impl Constraints {
    /// Nothing to satisfy.
    pub const NONE: Self = Self { length: None, range: None, pattern: None, member: None, key: None };
}

/// A regular expression, compiled at first use.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    compiled: LazyLock<Regex, fn() -> Regex>,
}

impl Pattern {
    /// `text` is shown in messages; `compile` makes the anchored expression of it.
    pub const fn new(text: &'static str, compile: fn() -> Regex) -> Self {
        Self { text, compiled: LazyLock::new(compile) }
    }

    /// Compiles `text`, in AWS's dialect, so that it must match a whole value.
    pub fn compile(text: &str) -> Regex {
        let mut translated = String::with_capacity(text.len());
        // Java's characters are halves of pairs above U+FFFF; ours are whole.
        let text = text.replace("\\uD800\\uDC00-\\uDBFF\\uDFFF", "\\x{10000}-\\x{10FFFF}");
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("\\u") {
            let (code, tail) = after.split_at(4);
            translated.push_str(before);
            translated.push_str(&format!("\\x{{{code}}}"));
            rest = tail;
        }
        translated.push_str(rest);
        Regex::new(&format!("^(?:{translated})$")).expect("invariant: patterns are literals of AWS's models")
    }

    /// The expression as AWS shows it.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Whether all of `value` matches.
    pub fn matches(&self, value: &str) -> bool {
        self.compiled.is_match(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_the_whole_value_in_aws_dialect() {
        assert!(Pattern::compile("(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)").is_match("/path/"));
        let glue = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*";
        assert!(
            Pattern::compile(glue).is_match("a b\tä \u{1f6b0}") && !Pattern::compile(glue).is_match("a\nb")
        );
        assert!(!Pattern::compile("[a-z]+").is_match("ab c"));
    }
}
