//! The words of a text: enough of PostgreSQL's lexical rules to tell statements apart and to read commands.
//!
//! Never fails and never recurses: what is not closed ends with the text. What SQL means is the parser's business.

use std::ops::Range;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A word without quotes.
    Word,
    /// A name in double quotes.
    Quoted,
    /// A string: `'…'`.
    Text,
    /// A string with escapes: `E'…'`.
    Escaped,
    /// A string between dollars.
    Dollar,
    /// A number.
    Number,
    /// `$1`
    Parameter,
    /// Any other character.
    Sign,
}

/// A piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub sort: Sort,
    /// Where, in bytes.
    pub at: Range<usize>,
}

/// The pieces of `text`, without spaces and comments.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut lexer = Lexer { bytes: text.as_bytes(), at: 0 };
    while let Some(piece) = lexer.next() {
        pieces.push(piece);
    }
    pieces
}

/// The statements of `text`, as ranges; empty ones are left out.
pub fn statements(text: &str) -> Vec<Range<usize>> {
    let (mut statements, mut open) = (Vec::new(), None::<Range<usize>>);
    for piece in pieces(text) {
        if piece.sort == Sort::Sign && &text[piece.at.clone()] == ";" {
            statements.extend(open.take());
            continue;
        }
        open = Some(open.map_or(piece.at.start, |open| open.start)..piece.at.end);
    }
    statements.extend(open);
    statements
}

/// What a quoted piece says, in either quotes, and a word in lower case.
pub fn value(text: &str, piece: &Piece) -> String {
    let written = &text[piece.at.clone()];
    match piece.sort {
        Sort::Word => written.to_lowercase(),
        Sort::Quoted => inner(written, '"').replace("\"\"", "\""),
        Sort::Text => inner(written, '\'').replace("''", "'"),
        Sort::Escaped => unescaped(inner(&written[1..], '\'')),
        Sort::Dollar => match written[1..].find('$') {
            Some(tag) => {
                let tag = &written[..tag + 2];
                let rest = &written[tag.len()..];
                rest.strip_suffix(tag).unwrap_or(rest).to_owned()
            }
            None => written.to_owned(),
        },
        Sort::Number | Sort::Parameter | Sort::Sign => written.to_owned(),
    }
}

/// The text with strings as the engine reads them: what has escapes or dollars becomes plain.
pub fn plain(text: &str) -> String {
    let (mut out, mut told) = (String::with_capacity(text.len()), 0);
    for piece in pieces(text) {
        if matches!(piece.sort, Sort::Escaped | Sort::Dollar) {
            out.push_str(&text[told..piece.at.start]);
            out.push_str(&quoted(&value(text, &piece)));
            told = piece.at.end;
        }
    }
    out.push_str(&text[told..]);
    out
}

/// `text` as a string in SQL.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn inner(written: &str, quote: char) -> &str {
    let rest = written.strip_prefix(quote).unwrap_or(written);
    rest.strip_suffix(quote).unwrap_or(rest)
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => {
                letters.next_if_eq(&'\'');
                out.push('\'');
            }
            '\\' => match letters.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some('b') => out.push('\u{8}'),
                Some('f') => out.push('\u{c}'),
                Some('x') => out.push(code(&mut letters, 2, 16)),
                Some('u') => out.push(code(&mut letters, 4, 16)),
                Some('U') => out.push(code(&mut letters, 8, 16)),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            other => out.push(other),
        }
    }
    out
}

fn code(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, digits: usize, base: u32) -> char {
    let mut code = 0_u32;
    for _ in 0..digits {
        let Some(digit) = letters.peek().and_then(|letter| letter.to_digit(base)) else { break };
        code = code.wrapping_mul(base).wrapping_add(digit);
        letters.next();
    }
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}

struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn skip_while(&mut self, holds: impl Fn(u8) -> bool) {
        while self.at < self.bytes.len() && holds(self.bytes[self.at]) {
            self.at += 1;
        }
    }

    /// Passes over spaces and comments.
    fn skip(&mut self) {
        loop {
            self.skip_while(|byte| byte.is_ascii_whitespace());
            match (self.peek(0), self.peek(1)) {
                (b'-', b'-') => self.skip_while(|byte| byte != b'\n'),
                (b'/', b'*') => self.comment(),
                _ => return,
            }
        }
    }

    /// Comments are within comments.
    fn comment(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.bytes.len() {
            match (self.peek(0), self.peek(1)) {
                (b'/', b'*') => {
                    depth += 1;
                    self.at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    fn next(&mut self) -> Option<Piece> {
        self.skip();
        let start = self.at;
        let first = *self.bytes.get(start)?;
        let sort = match (first, self.peek(1)) {
            (b'e' | b'E', b'\'') => {
                self.at += 1;
                self.string(b'\'', true);
                Sort::Escaped
            }
            (b'\'', _) => {
                self.string(b'\'', false);
                Sort::Text
            }
            (b'"', _) => {
                self.string(b'"', false);
                Sort::Quoted
            }
            (b'`', _) => {
                self.string(b'`', false);
                Sort::Sign
            }
            (b'$', next) if next.is_ascii_digit() => {
                self.at += 1;
                self.skip_while(|byte| byte.is_ascii_digit());
                Sort::Parameter
            }
            (b'$', _) if self.dollar() => Sort::Dollar,
            (byte, _) if is_word(byte) && !byte.is_ascii_digit() => {
                self.skip_while(|byte| is_word(byte) || byte == b'$');
                Sort::Word
            }
            (byte, _) if byte.is_ascii_digit() => {
                self.skip_while(|byte| is_word(byte) || byte == b'.');
                Sort::Number
            }
            _ => {
                self.at += 1;
                Sort::Sign
            }
        };
        Some(Piece { sort, at: start..self.at })
    }

    fn string(&mut self, quote: u8, has_escapes: bool) {
        self.at += 1;
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'\\' if has_escapes => self.at += 2,
                byte if byte == quote && self.peek(1) == quote => self.at += 2,
                byte if byte == quote => {
                    self.at += 1;
                    return;
                }
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
    }

    /// `$tag$…$tag$`; does nothing where there is none.
    fn dollar(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let Some(tag) = rest[1..].iter().position(|byte| *byte == b'$') else { return false };
        let tag = &rest[..tag + 2];
        if !tag[1..tag.len() - 1].iter().all(|byte| is_word(*byte)) {
            return false;
        }
        let body = &rest[tag.len()..];
        let end = body.windows(tag.len()).position(|window| window == tag);
        self.at += tag.len() + end.map_or(body.len(), |end| end + tag.len());
        true
    }
}

/// Whether a byte is of a word: letters beyond ASCII are.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_apart() {
        let told = |text: &str| -> Vec<String> {
            statements(text).into_iter().map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(told("SELECT 1; SELECT ';' -- ; \n; ;"), ["SELECT 1", "SELECT ';'"]);
        assert_eq!(told("/* a /* ; */ */ SELECT $x$;$x$; b"), ["SELECT $x$;$x$", "b"]);
        assert_eq!(told("SELECT E'\\';' , \";\"\";\""), ["SELECT E'\\';' , \";\"\";\""]);
        assert_eq!(told("  "), Vec::<String>::new());
        assert_eq!(told("SELECT 'open ; "), ["SELECT 'open ; "]);
    }

    #[test]
    fn strings_become_plain() {
        assert_eq!(plain(r"SELECT E'a\'b\\c\n', $$it's$$, 'x'"), "SELECT 'a''b\\c\n', 'it''s', 'x'");
        assert_eq!(plain("SELECT e FROM t -- E'x'"), "SELECT e FROM t -- E'x'");
        assert_eq!(value("\"A\"\"b\"", &pieces("\"A\"\"b\"")[0]), "A\"b");
    }

    #[test]
    fn no_text_is_too_odd() {
        arbtest::arbtest(|noise| {
            let text: String = noise.arbitrary()?;
            for piece in pieces(&text) {
                let _ = value(&text, &piece);
            }
            let _ = (plain(&text), statements(&text));
            Ok(())
        });
        for text in ["E'", "E'\\", "$", "$a", "$a$", "\"", "'", "`", "/*", "é", "e'", "$é$x$é$"] {
            for piece in pieces(text) {
                let _ = value(text, &piece);
            }
            let _ = plain(text);
        }
    }
}
