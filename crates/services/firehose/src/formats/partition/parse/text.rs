//! Strings, with what is put into them, and formats.

use super::{Parser, Read};
use crate::formats::partition::syntax::{Expr, Format, Piece};

impl<'a> Parser<'a> {
    pub(super) fn format(&mut self) -> Read<Expr> {
        self.at += 1;
        let name = self.word();
        let format = Format::named(name).ok_or_else(|| {
            self.wrong(format!(
                "the format `@{name}` is left out; text, json, uri, base64 and base64d are there"
            ))
        })?;
        self.at += name.len();
        self.blanks();
        if self.rest().starts_with('"') { self.string(format) } else { Ok(Expr::Format(format)) }
    }

    pub(super) fn string(&mut self, format: Format) -> Read<Expr> {
        self.at += 1;
        let mut pieces = Vec::new();
        let mut literal = String::new();
        loop {
            let rest = self.rest();
            let mut letters = rest.chars();
            let Some(letter) = letters.next() else { return Err(self.wrong("a string is not closed")) };
            self.at += letter.len_utf8();
            match letter {
                '"' => break,
                '\\' if rest[1..].starts_with('(') => {
                    self.at += 1;
                    pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                    pieces.push(Piece::Inserted(self.pipe()?));
                    self.expect(")")?;
                }
                '\\' => literal.push(self.escape()?),
                letter => literal.push(letter),
            }
        }
        if pieces.is_empty() {
            return Ok(Expr::Constant(literal.into()));
        }
        pieces.push(Piece::Literal(literal));
        Ok(Expr::Text(format, pieces))
    }

    /// What stands behind a backslash.
    pub(super) fn escape(&mut self) -> Read<char> {
        let Some(letter) = self.rest().chars().next() else {
            return Err(self.wrong("a string is not closed"));
        };
        self.at += letter.len_utf8();
        Ok(match letter {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            '"' | '\\' | '/' => letter,
            'u' => {
                let mut unit = || {
                    let four = self
                        .rest()
                        .get(..4)
                        .filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
                    self.at += 4;
                    u16::from_str_radix(four, 16).ok()
                };
                let first = unit();
                let letter = first.and_then(|first| char::from_u32(first.into())).or_else(|| {
                    if !self.rest().starts_with("\\u") {
                        return None;
                    }
                    self.at += 2;
                    let second = u16::from_str_radix(self.rest().get(..4)?, 16).ok()?;
                    self.at += 4;
                    char::decode_utf16([first?, second]).next()?.ok()
                });
                letter.ok_or_else(|| self.wrong("`\\u` is followed by no character's number"))?
            }
            _ => return Err(self.wrong("there is no such escape")),
        })
    }
}
