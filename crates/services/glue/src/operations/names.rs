//! Patterns of names: regular expressions as AWS says, in which a star after what cannot be repeated is any text, as
//! clients write it (`prefix*`, `*part*`).

use regex_lite::{Regex, RegexBuilder};

use crate::engine::EngineError;

/// What a compiled pattern may take, bytes. Ours: the bound of a hostile one.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// A pattern of names, which matches whole names.
pub struct Names(Regex);

impl Names {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, EngineError> {
        let mut pattern = String::with_capacity(text.len() + 8);
        let mut before = None;
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            if letter == '*' && !matches!(before, Some('.' | ']' | ')' | '}')) {
                pattern.push('.');
            }
            pattern.push(letter);
            before = Some(letter);
            if letter == '\\' {
                pattern.extend(letters.next());
                // What is escaped can be repeated, whatever it is.
                before = Some(']');
            }
        }
        let compiled = RegexBuilder::new(&format!("^(?:{pattern})$"))
            .case_insensitive(true)
            .size_limit(PATTERN_BYTES_MAX)
            .build();
        compiled.map(Self).map_err(|_| EngineError::Pattern(text.to_owned()))
    }

    /// Whether the pattern is that of `name`.
    pub fn are_like(&self, name: &str) -> bool {
        self.0.is_match(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_expressions() {
        for (pattern, name) in [
            ("cars", "cars"),
            ("Car*", "cars"),
            ("*ar*", "cars"),
            (".*ars", "cars"),
            ("c[a-z]*", "cars"),
            ("(ca|ba)rs", "cars"),
            ("cars|bikes", "bikes"),
            (r"a\.b", "a.b"),
            ("*", "anything"),
        ] {
            assert!(Names::parse(pattern).unwrap().are_like(name), "{pattern} {name}");
        }
        for (pattern, name) in [("car", "cars"), ("*ar", "cars"), ("[0-9]*", "cars")] {
            assert!(!Names::parse(pattern).unwrap().are_like(name), "{pattern} {name}");
        }
        for wrong in ["(", "[a", "(?=a)"] {
            assert!(Names::parse(wrong).is_err(), "{wrong}");
        }
    }
}
