//! The tokens of an expression.

use super::{Result, refuse};

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Text(String),
    Name(String),
    Sign(&'static str),
}

/// Longer signs before those that begin them.
const SIGNS: [&str; 20] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "!", "=",
];

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>> {
    let mut rest = text.trim_start();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '0'..='9' | '.' => {
                let length = number_length(rest);
                match rest[..length].parse() {
                    Ok(number) => tokens.push(Token::Number(number)),
                    Err(_) => return refuse(format!("`{}` is not a number", &rest[..length])),
                }
                length
            }
            '\'' | '"' => {
                let Some(end) = rest[1..].find(first) else { return refuse("a quoted text has no end") };
                tokens.push(Token::Text(rest[1..=end].to_owned()));
                end + 2
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let length = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
                let length = length.unwrap_or(rest.len());
                tokens.push(Token::Name(rest[..length].to_owned()));
                length
            }
            _ => match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
                Some(sign) => {
                    tokens.push(Token::Sign(sign));
                    sign.len()
                }
                None => return refuse(format!("`{first}` has no meaning here")),
            },
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

/// The length of the number that `text` begins with, with its exponent.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits =
        |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let whole = digits(0);
    let Some(b'e' | b'E') = bytes.get(whole) else { return whole };
    let sign = usize::from(matches!(bytes.get(whole + 1), Some(b'+' | b'-')));
    match digits(whole + 1 + sign) {
        0 => whole,
        exponent => whole + 1 + sign + exponent,
    }
}
