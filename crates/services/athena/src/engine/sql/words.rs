//! SQL cut into tokens, as far as it takes to tell statements apart and to find commas that separate.
//!
//! Comments and white space are passed over. Invariant: a token's range lies on borders of characters; no text
//! makes it panic or loop. What is left open (a string, a comment) goes to the end of the text.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, digits, `_`, `$`, `@`: a keyword, a name, a number.
    Word,
    /// A name in double quotes or backticks.
    Name,
    /// A string in single quotes.
    Text,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// Any other character.
    Mark(char),
}

/// A token and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub range: Range<usize>,
}

/// The tokens of `text`, in order.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = skip(text, at);
        let first = text.get(at..)?.chars().next()?;
        let start = at;
        let kind = match first {
            '\'' => Kind::Text,
            '"' | '`' => Kind::Name,
            '(' | '[' | '{' => Kind::Open,
            ')' | ']' | '}' => Kind::Close,
            letter if is_word(letter) => Kind::Word,
            other => Kind::Mark(other),
        };
        at = match kind {
            Kind::Text | Kind::Name => after_quoted(text, start, first),
            Kind::Word => {
                text[start..].find(|letter| !is_word(letter)).map_or(text.len(), |length| start + length)
            }
            _ => start + first.len_utf8(),
        };
        Some(Token { kind, range: start..at })
    })
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '$' | '@')
}

/// The place after white space and comments.
fn skip(text: &str, mut at: usize) -> usize {
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let length = if trimmed.starts_with("--") {
            trimmed.find('\n').map_or(trimmed.len(), |end| end + 1)
        } else if let Some(inner) = trimmed.strip_prefix("/*") {
            inner.find("*/").map_or(trimmed.len(), |end| end + 4)
        } else {
            return at;
        };
        at += length;
    }
}

/// The place after what begins with `quote` at `start`; a doubled quote is one that belongs to it.
fn after_quoted(text: &str, start: usize, quote: char) -> usize {
    let mut at = start + 1;
    while let Some(end) = text[at..].find(quote) {
        at += end + 1;
        if !text[at..].starts_with(quote) {
            return at;
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).map(|token| &text[token.range]).collect()
    }

    #[test]
    fn comments_are_space_and_quotes_hold() {
        assert_eq!(cut("DROP /* c; */ TABLE -- x\n\"a\"\"b\""), ["DROP", "TABLE", "\"a\"\"b\""]);
        assert_eq!(cut("f('it''s, (', 1)"), ["f", "(", "'it''s, ('", ",", "1", ")"]);
        assert_eq!(cut("'open"), ["'open"]);
        assert_eq!(cut("/* open"), Vec::<&str>::new());
    }

    #[test]
    fn any_text_is_cut_into_ascending_ranges() {
        arbtest::arbtest(|bytes| {
            let text: String = bytes.arbitrary()?;
            let mut end = 0;
            for token in tokens(&text) {
                assert!(token.range.start >= end && token.range.end > token.range.start);
                end = token.range.end;
                assert!(text.get(token.range).is_some());
            }
            Ok(())
        });
    }
}
