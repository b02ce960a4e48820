//! Trino's SQL, on DataFusion's planner.
//!
//! [`parse`] reads a statement: the grammar is sqlparser's, with what is Trino's own added in [`grammar`]. [`rewrite`]
//! then brings the tree into the form that DataFusion plans as Trino means it: names in lower case, operators, casts and
//! literals as functions of ours, UNNEST as a join. [`context`] and [`operators`] are what the planner asks while it
//! plans, and [`complaints`] turns what it finds wrong into Trino's words.

pub mod call;
pub mod complaints;
pub mod context;
pub mod depth;
mod double_colon;
mod extract;
mod from;
mod grammar;
mod interval;
mod literal;
pub mod names;
pub mod operators;
pub mod relations;
mod rewrite;
mod select;
mod unnest;
mod using;
mod values;

use datafusion::sql::sqlparser::ast::{Expr, Query, Statement};
use datafusion::sql::sqlparser::parser::Parser;
use datafusion::sql::sqlparser::tokenizer::{Token, Tokenizer};

pub use grammar::Trino;
pub use rewrite::{Settings, rewrite_expression, rewrite_query};
pub use unnest::Unnesting;

use crate::error::{Error, Fact};
use crate::limits::NESTING_MAX;

/// Reads one statement.
pub fn parse(text: &str) -> Result<Statement, Error> {
    let mut parser = parser(text)?;
    let statement = parser.parse_statement().map_err(|error| complaints::of_parser(&error, text))?;
    finish(&mut parser)?;
    Ok(statement)
}

/// Reads one query.
pub fn parse_query(text: &str) -> Result<Query, Error> {
    let mut parser = parser(text)?;
    let query = parser.parse_query().map_err(|error| complaints::of_parser(&error, text))?;
    finish(&mut parser)?;
    Ok(*query)
}

/// Reads one expression, as a parameter of a query is.
pub fn parse_expression(text: &str) -> Result<Expr, Error> {
    let mut parser = parser(text)?;
    let expression = parser.parse_expr().map_err(|error| complaints::of_parser(&error, text))?;
    finish(&mut parser)?;
    Ok(expression)
}

fn parser(text: &str) -> Result<Parser<'static>, Error> {
    let tokens = Tokenizer::new(&Trino, text).tokenize_with_location();
    let tokens = tokens.map_err(|error| complaints::of_parser(&error.into(), text))?;
    depth::check(&tokens)?;
    let tokens = values::bracket(tokens);
    Ok(Parser::new(&Trino).with_recursion_limit(NESTING_MAX).with_tokens_with_locations(tokens))
}

/// Nothing may follow but a semicolon.
fn finish(parser: &mut Parser<'_>) -> Result<(), Error> {
    while parser.consume_token(&Token::SemiColon) {}
    let next = parser.peek_token();
    if next.token == Token::EOF {
        return Ok(());
    }
    let words = format!("mismatched input '{}'. Expecting: <EOF>", next.token);
    Err(Error::new(Fact::Syntax, words).at(complaints::position(next.span)))
}
