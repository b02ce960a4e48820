//! What sqlparser does not read by itself as Trino does: casts to Trino's types, typed literals, intervals.

use std::any::TypeId;

use datafusion::sql::sqlparser::ast::Expr;
use datafusion::sql::sqlparser::dialect::{Dialect, GenericDialect};
use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::parser::{Parser, ParserError};
use datafusion::sql::sqlparser::tokenizer::{Span, Token};

use super::call::{call, cast, text};
use super::interval;
use super::literal::type_of;

/// Trino's dialect.
#[derive(Debug)]
pub struct Trino;

impl Dialect for Trino {
    /// Where sqlparser asks for the dialect itself, the generic one answers.
    fn dialect(&self) -> TypeId {
        TypeId::of::<GenericDialect>()
    }

    fn is_identifier_start(&self, letter: char) -> bool {
        letter.is_alphabetic() || letter == '_'
    }

    fn is_identifier_part(&self, letter: char) -> bool {
        letter.is_alphanumeric() || matches!(letter, '_' | '@' | '$')
    }

    fn is_delimited_identifier_start(&self, letter: char) -> bool {
        matches!(letter, '"' | '`')
    }

    fn supports_filter_during_aggregation(&self) -> bool {
        true
    }

    fn supports_group_by_expr(&self) -> bool {
        true
    }

    fn supports_lambda_functions(&self) -> bool {
        true
    }

    fn supports_array_typedef_with_brackets(&self) -> bool {
        true
    }

    fn supports_unicode_string_literal(&self) -> bool {
        true
    }

    fn supports_left_associative_joins_without_parens(&self) -> bool {
        true
    }

    fn supports_window_function_null_treatment_arg(&self) -> bool {
        true
    }

    fn supports_values_as_table_factor(&self) -> bool {
        false
    }

    fn supports_table_sample_before_alias(&self) -> bool {
        false
    }

    fn parse_prefix(&self, parser: &mut Parser<'_>) -> Option<Result<Expr, ParserError>> {
        let token = parser.peek_token_ref();
        let Token::Word(word) = &token.token else { return None };
        if word.quote_style.is_some() {
            return None;
        }
        let (name, span) = (word.value.to_ascii_lowercase(), token.span);
        let next = &parser.peek_nth_token_ref(1).token;
        match (name.as_str(), next) {
            ("cast" | "try_cast", Token::LParen) => Some(parse_cast(parser, &name, span)),
            ("interval", Token::SingleQuotedString(_) | Token::Minus | Token::Plus) => {
                parser.next_token();
                Some(interval::parse(parser, span))
            }
            (kind, Token::SingleQuotedString(value)) if is_literal(kind) => {
                let value = text(value.clone(), span);
                let literal = match kind {
                    "json" => call("json_parse", vec![value], span),
                    _ => cast(value, &type_of(kind, word_of(next)), span),
                };
                parser.next_token();
                parser.next_token();
                Some(Ok(literal))
            }
            ("double", Token::Word(second)) if second.value.eq_ignore_ascii_case("precision") => {
                match parser.peek_nth_token_ref(2).token.clone() {
                    Token::SingleQuotedString(value) => {
                        for _ in 0..3 {
                            parser.next_token();
                        }
                        Some(Ok(cast(text(value, span), "double", span)))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// The text of a literal.
fn word_of(token: &Token) -> &str {
    match token {
        Token::SingleQuotedString(text) => text,
        _ => "",
    }
}

/// Whether a type's name before a text makes a literal of that type.
fn is_literal(kind: &str) -> bool {
    matches!(
        kind,
        "date"
            | "time"
            | "timestamp"
            | "decimal"
            | "json"
            | "varchar"
            | "char"
            | "bigint"
            | "integer"
            | "int"
            | "smallint"
            | "tinyint"
            | "double"
            | "real"
            | "boolean"
            | "uuid"
            | "ipaddress"
    )
}

/// `CAST(value AS type)`, the type being kept as text for our own reader of types.
fn parse_cast(parser: &mut Parser<'_>, name: &str, span: Span) -> Result<Expr, ParserError> {
    parser.next_token();
    parser.expect_token(&Token::LParen)?;
    let value = parser.parse_expr()?;
    parser.expect_keyword(Keyword::AS)?;
    let (mut kind, mut depth) = (String::new(), 0_usize);
    loop {
        let token = parser.next_token();
        match &token.token {
            Token::RParen if depth == 0 => break,
            Token::RParen => depth -= 1,
            Token::LParen => depth += 1,
            Token::EOF => return parser.expected("')'", token),
            _ => {}
        }
        if !kind.is_empty() {
            kind.push(' ');
        }
        kind.push_str(&token.token.to_string());
    }
    Ok(call(&format!("${name}"), vec![value, text(kind, span)], span))
}
