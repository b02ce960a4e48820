//! Tokens of an expression. Every text has some: a character that belongs nowhere is a token too, and the
//! parser trips over it.

/// What a token is; its text is the piece of the expression it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A letter, then letters, digits and `_`; not a keyword.
    Name,
    /// `#name`
    NamePlaceholder,
    /// `:value`
    ValuePlaceholder,
    /// Digits without leading zeros.
    Integer,
    And,
    Or,
    Not,
    Between,
    In,
    Set,
    Remove,
    Add,
    Delete,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Comma,
    Dot,
    Plus,
    Minus,
    Unknown,
    End,
}

/// A token and where it lies, byte offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

/// The tokens of `text`, then one [`TokenKind::End`].
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(bytes.len() / 3 + 2);
    let mut start = 0;
    while let Some(&byte) = bytes.get(start) {
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            start += 1;
            continue;
        }
        let (kind, length) = token(text, start, byte);
        tokens.push(Token { kind, start, end: start + length });
        start += length;
    }
    tokens.push(Token { kind: TokenKind::End, start: bytes.len(), end: bytes.len() });
    tokens
}

fn token(text: &str, start: usize, byte: u8) -> (TokenKind, usize) {
    let rest = &text.as_bytes()[start..];
    let run = |from: usize, belongs: fn(&u8) -> bool| {
        from + rest[from..].iter().position(|byte| !belongs(byte)).unwrap_or(rest.len() - from)
    };
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let followed_by = |next: u8| rest.get(1) == Some(&next);
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => {
            let length = run(1, word);
            (keyword(&rest[..length]), length)
        }
        b'#' | b':' => match (byte, run(1, word)) {
            (_, 1) => (TokenKind::Unknown, 1),
            (b'#', length) => (TokenKind::NamePlaceholder, length),
            (_, length) => (TokenKind::ValuePlaceholder, length),
        },
        b'0' => (TokenKind::Integer, 1),
        b'1'..=b'9' => (TokenKind::Integer, run(1, u8::is_ascii_digit)),
        b'<' if followed_by(b'>') => (TokenKind::NotEqual, 2),
        b'<' if followed_by(b'=') => (TokenKind::LessOrEqual, 2),
        b'>' if followed_by(b'=') => (TokenKind::GreaterOrEqual, 2),
        b'<' => (TokenKind::Less, 1),
        b'>' => (TokenKind::Greater, 1),
        b'=' => (TokenKind::Equal, 1),
        b'(' => (TokenKind::OpenParenthesis, 1),
        b')' => (TokenKind::CloseParenthesis, 1),
        b'[' => (TokenKind::OpenBracket, 1),
        b']' => (TokenKind::CloseBracket, 1),
        b',' => (TokenKind::Comma, 1),
        b'.' => (TokenKind::Dot, 1),
        b'+' => (TokenKind::Plus, 1),
        b'-' => (TokenKind::Minus, 1),
        _ => (TokenKind::Unknown, text[start..].chars().next().map_or(1, char::len_utf8)),
    }
}

fn keyword(word: &[u8]) -> TokenKind {
    const KEYWORDS: [(&[u8], TokenKind); 9] = [
        (b"AND", TokenKind::And),
        (b"OR", TokenKind::Or),
        (b"NOT", TokenKind::Not),
        (b"BETWEEN", TokenKind::Between),
        (b"IN", TokenKind::In),
        (b"SET", TokenKind::Set),
        (b"REMOVE", TokenKind::Remove),
        (b"ADD", TokenKind::Add),
        (b"DELETE", TokenKind::Delete),
    ];
    let found = KEYWORDS.iter().find(|(keyword, _)| keyword.eq_ignore_ascii_case(word));
    found.map_or(TokenKind::Name, |&(_, kind)| kind)
}
