//! Words, texts and marks of Hive's DDL, with their places.

use crate::error::{Error, Fact, Position};

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A word.
    Word(String),
    /// A name in backquotes or double quotes.
    Name(String),
    /// A text in quotes, without them.
    Text(String),
    /// A mark.
    Mark(char),
}

/// A token and where it begins.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The token.
    pub token: Token,
    /// Where.
    pub at: Position,
    /// Where, in bytes from the beginning of the text.
    pub start: usize,
}

/// Cuts a text into tokens; comments are left out.
pub fn cut(text: &str) -> Result<Vec<Placed>, Error> {
    let letters: Vec<char> = text.chars().collect();
    let (mut tokens, mut place, mut line, mut column) = (Vec::new(), 0, 1_u64, 1_u64);
    let mut bytes = 0;
    while let Some(letter) = letters.get(place).copied() {
        let (start, first, at) = (place, bytes, Position { line, column });
        let token = if letter.is_whitespace() {
            place += 1;
            None
        } else if letters[place..].starts_with(&['-', '-']) {
            place += letters[place..].iter().take_while(|letter| **letter != '\n').count();
            None
        } else if letters[place..].starts_with(&['/', '*']) {
            let rest = &letters[place + 2..];
            let end = rest.windows(2).position(|pair| pair == ['*', '/']).ok_or_else(|| unended(at))?;
            place += end + 4;
            None
        } else if matches!(letter, '\'' | '"' | '`') {
            let (text, length) = quoted(&letters[place..]).ok_or_else(|| unended(at))?;
            place += length;
            Some(if letter == '`' { Token::Name(text) } else { Token::Text(text) })
        } else if letter.is_alphanumeric() || letter == '_' {
            let word: String = letters[place..]
                .iter()
                .take_while(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '$'))
                .collect();
            place += word.chars().count();
            Some(Token::Word(word))
        } else {
            place += 1;
            Some(Token::Mark(letter))
        };
        for letter in &letters[start..place] {
            (line, column) = if *letter == '\n' { (line + 1, 1) } else { (line, column + 1) };
            bytes += letter.len_utf8();
        }
        if let Some(token) = token {
            tokens.push(Placed { token, at, start: first });
        }
    }
    Ok(tokens)
}

fn unended(at: Position) -> Error {
    Error::new(Fact::Syntax, "a comment or text has no end").at(Some(at))
}

/// What is within quotes, and how many letters that took. A quote twice, or after a backslash, is itself.
fn quoted(letters: &[char]) -> Option<(String, usize)> {
    let quote = *letters.first()?;
    let (mut text, mut place) = (String::new(), 1);
    loop {
        let letter = *letters.get(place)?;
        place += 1;
        if letter == quote {
            if letters.get(place) != Some(&quote) {
                return Some((text, place));
            }
            text.push(quote);
            place += 1;
        } else if letter == '\\' && quote != '`' {
            let next = *letters.get(place)?;
            place += 1;
            match next {
                't' => text.push('\t'),
                'n' => text.push('\n'),
                'r' => text.push('\r'),
                '\\' => text.push('\\'),
                '\'' | '"' => text.push(next),
                '0'..='3' => {
                    let digits: String = letters.iter().skip(place - 1).take(3).collect();
                    match u8::from_str_radix(&digits, 8) {
                        Ok(code) if digits.len() == 3 => {
                            text.push(char::from(code));
                            place += 2;
                        }
                        _ => text.extend(['\\', next]),
                    }
                }
                // What Hive does not know stays, so that regular expressions can be written.
                other => text.extend(['\\', other]),
            }
        } else {
            text.push(letter);
        }
    }
}

fn word(text: &str, index: usize) -> String {
    let word = cut(text).ok().and_then(|tokens| match tokens.into_iter().nth(index)?.token {
        Token::Word(word) => Some(word.to_lowercase()),
        _ => None,
    });
    word.unwrap_or_default()
}

/// The first word of a statement, in lower case.
pub fn first_word(text: &str) -> String {
    word(text, 0)
}

/// The second word of a statement, in lower case.
pub fn second_word(text: &str) -> String {
    word(text, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_places_and_comments_are_left_out() {
        let tokens = cut("-- a\nCREATE /* b */ `x y` '\\001|\\|'").unwrap();
        let kinds: Vec<Token> = tokens.iter().map(|token| token.token.clone()).collect();
        let expected = [
            Token::Word("CREATE".to_owned()),
            Token::Name("x y".to_owned()),
            Token::Text("\u{1}|\\|".to_owned()),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(tokens[0].at, Position { line: 2, column: 1 });
        assert!(cut("'a").is_err());
        assert_eq!(first_word("  (select 1)"), "");
        assert_eq!(second_word("drop TABLE x"), "table");
    }
}
