//! `VALUES 1, 2`: rows of one column may be written without brackets, which sqlparser wants.

use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Span, Token, TokenWithSpan};

/// Puts brackets around the rows that have none.
pub fn bracket(tokens: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_values = matches!(&token.token, Token::Word(word) if word.keyword == Keyword::VALUES);
        out.push(token);
        if !is_values {
            continue;
        }
        while let Some(space) = tokens.next_if(is_space) {
            out.push(space);
        }
        let Some(first) = tokens.peek() else { continue };
        if matches!(first.token, Token::LParen | Token::EOF) {
            continue;
        }
        let mut depth = 0_usize;
        let mut span = first.span;
        out.push(mark(Token::LParen, span));
        while let Some(next) = tokens.peek() {
            match &next.token {
                Token::LParen | Token::LBracket => depth += 1,
                Token::RParen | Token::RBracket if depth > 0 => depth -= 1,
                Token::RParen | Token::SemiColon | Token::EOF => break,
                Token::Word(word) if depth == 0 && ends(word.keyword) => break,
                Token::Comma if depth == 0 => {
                    out.push(mark(Token::RParen, span));
                    out.extend(tokens.next());
                    out.push(mark(Token::LParen, span));
                    continue;
                }
                _ => {}
            }
            span = next.span;
            out.extend(tokens.next());
        }
        out.push(mark(Token::RParen, span));
    }
    out
}

fn is_space(token: &TokenWithSpan) -> bool {
    matches!(token.token, Token::Whitespace(_))
}

fn mark(token: Token, span: Span) -> TokenWithSpan {
    TokenWithSpan { token, span }
}

/// Whether the rows end before this word.
fn ends(word: Keyword) -> bool {
    matches!(
        word,
        Keyword::ORDER
            | Keyword::LIMIT
            | Keyword::OFFSET
            | Keyword::FETCH
            | Keyword::UNION
            | Keyword::EXCEPT
            | Keyword::INTERSECT
    )
}
