//! Terms: `a b` both, `?a ?b` either, `-a` not, `"a phrase"`. Case counts, and a term may be part of a word.
//!
//! Where terms with `?` stand beside others, those with `?` are ignored, as AWS does.

use super::lexer::until_quote;
use super::{PatternError, wrong};

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
            let (term, following) = match term.strip_prefix('"') {
                Some(inner) => until_quote(inner, '"')?,
                None => bare(term)?,
            };
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

/// The word that `text` begins with, and what follows it.
fn bare(text: &str) -> Result<(String, &str), PatternError> {
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (word, following) = text.split_at(end);
    if word.starts_with('%') {
        return Err(wrong("a regular expression stands alone, in JSON, or in fields; not among terms"));
    }
    if word.is_empty() || !word.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
        return Err(PatternError(format!("Invalid character(s) in term '{word}'")));
    }
    Ok((word.to_owned(), following))
}
