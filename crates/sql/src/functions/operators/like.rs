//! `LIKE` with an escape character, which DataFusion's own does not take.

use crate::error::Error;
use crate::functions::arguments::{Arguments, Out, invalid};

/// `$like(text, pattern, escape)`.
pub fn like(arguments: &Arguments) -> Out {
    let mut known: Option<(String, String, regex::Regex)> = None;
    arguments.booleans(|row| {
        let (text, pattern, escape) = (arguments.str(0, row), arguments.str(1, row), arguments.str(2, row));
        let is_known = known.as_ref().is_some_and(|(old, by, _)| old == pattern && by == escape);
        if !is_known {
            known = Some((pattern.to_owned(), escape.to_owned(), compile(pattern, escape)?));
        }
        Ok(known.as_ref().map(|(_, _, regex)| regex.is_match(text)))
    })
}

/// A regular expression that matches what the pattern does.
fn compile(pattern: &str, escape: &str) -> Result<regex::Regex, Error> {
    let mut letters = escape.chars();
    let escape = match (letters.next(), letters.next()) {
        (escape, None) => escape,
        _ => return Err(invalid("Escape string must be a single character")),
    };
    let mut expression = String::from("(?s)^");
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if Some(letter) == escape {
            let next = letters.next().filter(|next| matches!(next, '%' | '_') || Some(*next) == escape);
            let next = next.ok_or_else(|| {
                invalid("Escape character must be followed by '%', '_' or the escape character itself")
            })?;
            expression.push_str(&regex::escape(next.encode_utf8(&mut [0; 4])));
            continue;
        }
        match letter {
            '%' => expression.push_str(".*"),
            '_' => expression.push('.'),
            other => expression.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
        }
    }
    expression.push('$');
    regex::Regex::new(&expression).map_err(|error| invalid(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_take_signs_for_themselves() {
        let pattern = compile("10$%_%", "$").unwrap();
        assert!(pattern.is_match("10%a\nb"));
        assert!(!pattern.is_match("10ab"));
        assert!(!pattern.is_match("10%"));
        assert!(compile("a$b", "$").is_err());
    }
}
