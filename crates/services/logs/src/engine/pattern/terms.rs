//! Terms: `a b` both, `?a ?b` either, `-a` not, `"a phrase"`. Case counts, and a term may be part of a word.
//!
//! Where terms with `?` stand beside others, those with `?` are ignored, as AWS does.

use super::PatternError;

/// What a message must contain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
}

impl Terms {
    /// The terms that `text` lists.
    pub(super) fn parse(text: &str) -> Result<Self, PatternError> {
        let mut terms = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let list = match rest.as_bytes()[0] {
                b'?' => &mut terms.any,
                b'-' => &mut terms.none,
                _ => &mut terms.all,
            };
            let term = rest.strip_prefix(['?', '-']).unwrap_or(rest);
            let (term, following) = if term.starts_with('"') { quoted(term)? } else { bare(term)? };
            list.push(term);
            rest = following.trim_start();
        }
        Ok(terms)
    }

    /// Whether `message` contains what it must.
    pub(super) fn matches(&self, message: &str) -> bool {
        let contains = |term: &String| message.contains(term.as_str());
        if self.all.is_empty() && self.none.is_empty() {
            return self.any.iter().any(contains);
        }
        self.all.iter().all(contains) && !self.none.iter().any(contains)
    }
}

/// The phrase in quotes that `text` begins with, and what follows it.
fn quoted(text: &str) -> Result<(String, &str), PatternError> {
    let mut phrase = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((phrase, &text[at + 1..])),
            '\\' => phrase.extend(letters.next().map(|(_, escaped)| escaped)),
            _ => phrase.push(letter),
        }
    }
    Err(PatternError(format!("Invalid filter pattern: the quotation mark of {text} is not closed.")))
}

/// The word that `text` begins with, and what follows it.
fn bare(text: &str) -> Result<(String, &str), PatternError> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, following) = text.split_at(end);
    if word.is_empty() || !word.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
        return Err(PatternError(format!("Invalid character(s) in term '{word}'")));
    }
    Ok((word.to_owned(), following))
}

#[cfg(test)]
mod tests {
    use super::super::Pattern;

    #[test]
    fn by_table() {
        for (pattern, message, matches) in [
            ("", "anything", true),
            ("  ", "anything", true),
            (r#""""#, "anything", true),
            ("ERROR", "[ERROR 400] BAD", true),
            ("ERROR", "an error", false),
            ("ERR", "ERROR", true),
            ("ERROR ARGUMENTS", "ERROR: no ARGUMENTS", true),
            ("ERROR ARGUMENTS", "ERROR", false),
            ("?ERROR ?WARN", "WARN", true),
            ("?ERROR ?WARN", "INFO", false),
            ("ERROR -EXITING", "ERROR EXITING", false),
            ("ERROR -EXITING", "ERROR", true),
            ("-ERROR", "INFO", true),
            ("?WARN ERROR", "ERROR", true),
            ("?WARN ERROR", "WARN", false),
            (r#""INTERNAL SERVER ERROR""#, "an INTERNAL SERVER ERROR.", true),
            (r#""INTERNAL SERVER ERROR""#, "INTERNAL ERROR", false),
            (r#""a \"b\"" -"x: y""#, r#"a "b" x y"#, true),
            (r#"-"x: y" ?"q""#, "x: y", false),
            ("Grüße", "viele Grüße", true),
        ] {
            assert_eq!(Pattern::parse(pattern).unwrap().matches(message), matches, "{pattern} on {message}");
        }
        for wrong in ["a:b", "a -", "?", r#""open"#, "%a%", "[a, b]", r#"a"b""#] {
            assert!(Pattern::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn any_text_is_parsed_or_refused() {
        arbtest::arbtest(|random| {
            let (pattern, message): (&str, &str) = (random.arbitrary()?, random.arbitrary()?);
            if let Ok(pattern) = Pattern::parse(pattern) {
                pattern.matches(message);
            }
            let pieces = [
                "{", "}", "$.a", "=", "\"b*\"", "&&", "||", "(", ")", "1", "IS", "NULL", "$", "[0]", "\"",
                "*",
            ];
            let mut text = String::from("{");
            for _ in 0..random.int_in_range(0..=8)? {
                text += random.choose(&pieces)?;
                text.push(' ');
            }
            if let Ok(pattern) = Pattern::parse(&(text + "}")) {
                pattern.matches(r#"{"a":"bc"}"#);
            }
            Ok(())
        });
    }
}
