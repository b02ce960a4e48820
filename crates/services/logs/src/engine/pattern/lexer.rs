//! The words of a JSON condition.

use super::expression::delimited;
use super::{PatternError, wrong};

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Lexeme {
    /// `(`, `)`, `{`, `}`, `&&`, `||`, `=`, `!=`, `<`, `<=`, `>`, `>=`.
    Sign(&'static str),
    /// `$.a.b[0]`, by its steps, and as it was written.
    Selector(Vec<Step>, String),
    /// In quotation marks.
    Quoted(String),
    /// Without.
    Bare(String),
    /// Between percent signs.
    Expression(String),
}

/// One step into a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the member of that name.
    Member(String),
    /// Into the element of that index.
    Element(usize),
    /// Into every element.
    Every,
    /// Into every member.
    Any,
}

/// Longer signs first, so that `<=` is not `<`.
const SIGNS: [&str; 12] = ["&&", "||", "!=", "<=", ">=", "(", ")", "{", "}", "=", "<", ">"];

/// The words of `text`.
pub(super) fn split(text: &str) -> Result<Vec<Lexeme>, PatternError> {
    let mut lexemes = Vec::new();
    let mut rest = text.trim_start();
    while let Some(letter) = rest.chars().next() {
        let following;
        let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
        if let Some(sign) = sign {
            lexemes.push(Lexeme::Sign(sign));
            following = &rest[sign.len()..];
        } else if letter == '"' {
            let (quoted, after) = until_quote(&rest[1..], '"')?;
            lexemes.push(Lexeme::Quoted(quoted));
            following = after;
        } else if letter == '$' {
            let (steps, after) = selector(&rest[1..])?;
            lexemes.push(Lexeme::Selector(steps, rest[..rest.len() - after.len()].to_owned()));
            following = after;
        } else if letter == '%' {
            let (inner, after) = delimited(&rest[1..])?;
            lexemes.push(Lexeme::Expression(inner.to_owned()));
            following = after;
        } else {
            let end = rest.find(|letter: char| letter.is_whitespace() || "(){}&|=!<>\"$".contains(letter));
            let end = end.unwrap_or(rest.len());
            if end == 0 {
                return Err(wrong(&format!("`{letter}` is out of place")));
            }
            lexemes.push(Lexeme::Bare(rest[..end].to_owned()));
            following = &rest[end..];
        }
        rest = following.trim_start();
    }
    Ok(lexemes)
}

fn selector(mut rest: &str) -> Result<(Vec<Step>, &str), PatternError> {
    let mut steps = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix(".[").or_else(|| rest.strip_prefix('[')) {
            let (step, after) = bracket(after)?;
            steps.push(step);
            rest = after;
        } else if let Some(after) = rest.strip_prefix(".*") {
            steps.push(Step::Any);
            rest = after;
        } else if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(|letter: char| !(letter.is_alphanumeric() || "_-@:/".contains(letter)));
            let (name, after) = after.split_at(end.unwrap_or(after.len()));
            if name.is_empty() {
                return Err(wrong("a property selector ends with a dot"));
            }
            steps.push(Step::Member(name.to_owned()));
            rest = after;
        } else if steps.is_empty() {
            return Err(wrong("a property selector looks like $.name"));
        } else {
            return Ok((steps, rest));
        }
    }
}

/// `0]`, `*]`, `'name']` or `"name"]`.
fn bracket(text: &str) -> Result<(Step, &str), PatternError> {
    let (step, rest) = match text.chars().next() {
        Some(quote @ ('\'' | '"')) => {
            let (name, rest) = until_quote(&text[1..], quote)?;
            (Step::Member(name), rest)
        }
        Some('*') => (Step::Every, &text[1..]),
        _ => {
            let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
            let index = text[..end].parse().map_err(|_| wrong("an index in brackets is no number"))?;
            (Step::Element(index), &text[end..])
        }
    };
    let rest = rest.strip_prefix(']').ok_or_else(|| wrong("a bracket is not closed"))?;
    Ok((step, rest))
}

/// What stands before `quote`, with what is escaped as itself, and what follows it.
pub(super) fn until_quote(text: &str, quote: char) -> Result<(String, &str), PatternError> {
    let mut inner = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        if letter == quote {
            return Ok((inner, &text[at + 1..]));
        }
        if letter == '\\' {
            inner.extend(letters.next().map(|(_, escaped)| escaped));
        } else {
            inner.push(letter);
        }
    }
    Err(wrong("a quotation mark is not closed"))
}
