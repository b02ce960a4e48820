//! The words of an expression.

use super::ExpressionError;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A name or a keyword, as it stands.
    Word(String),
    /// A name in double quotes or backticks: never a keyword.
    Quoted(String),
    /// A text in single quotes.
    Text(String),
    /// A number, with its sign.
    Number(String),
    /// An operator, a comma or a parenthesis.
    Sign(&'static str),
}

const SIGNS: [&str; 11] = ["<=", ">=", "<>", "!=", "==", "<", ">", "=", "(", ")", ","];

/// The words of `text`, or that it has none.
pub fn split(text: &str) -> Result<Vec<Token>, ExpressionError> {
    let unreadable = || ExpressionError::Unreadable(text.to_owned());
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            (Token::Sign(sign), &rest[sign.len()..])
        } else if matches!(first, '\'' | '"' | '`') {
            let (inner, after) = quoted(&rest[1..], first).ok_or_else(unreadable)?;
            (if first == '\'' { Token::Text(inner) } else { Token::Quoted(inner) }, after)
        } else {
            let signed = usize::from(matches!(first, '-' | '+'));
            let is_part = |letter: char| letter.is_alphanumeric() || "_.$".contains(letter);
            let end = rest[signed..].find(|letter| !is_part(letter)).map_or(rest.len(), |end| end + signed);
            let (word, after) = rest.split_at(end);
            let is_number = word[signed..]
                .starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
                && word[signed..].bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            match (word.is_empty(), is_number, signed) {
                (true, ..) | (_, false, 1) => return Err(unreadable()),
                (_, true, _) => (Token::Number(word.to_owned()), after),
                _ => (Token::Word(word.to_owned()), after),
            }
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// What stands before the closing `mark`, of which two are one, and what comes after.
fn quoted(mut rest: &str, mark: char) -> Option<(String, &str)> {
    let mut inner = String::new();
    loop {
        let (before, after) = rest.split_once(mark)?;
        inner.push_str(before);
        match after.strip_prefix(mark) {
            Some(more) => {
                inner.push(mark);
                rest = more;
            }
            None => return Some((inner, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let tokens = split("a>=-1.5 AND(`b c`='it''s')").unwrap();
        let expected = [
            Token::Word("a".into()),
            Token::Sign(">="),
            Token::Number("-1.5".into()),
            Token::Word("AND".into()),
            Token::Sign("("),
            Token::Quoted("b c".into()),
            Token::Sign("="),
            Token::Text("it's".into()),
            Token::Sign(")"),
        ];
        assert_eq!(tokens, expected);
        for wrong in ["'a", "a = ;", "-", "- 1", "-a"] {
            assert!(split(wrong).is_err(), "{wrong}");
        }
    }
}
