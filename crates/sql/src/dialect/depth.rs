//! How deep a statement's tree will be, before it is one: trees are walked, and dropped, by recursion.

use datafusion::sql::sqlparser::keywords::Keyword;
use datafusion::sql::sqlparser::tokenizer::{Token, TokenWithSpan};

use super::complaints::position;
use crate::error::{Error, Fact};
use crate::limits::{NESTING_MAX, OPERATORS_MAX};

/// Refuses what nests too deep.
pub fn check(tokens: &[TokenWithSpan]) -> Result<(), Error> {
    // Operators since the last comma, for each open bracket.
    let (mut open, mut sum) = (vec![0_usize], 0_usize);
    for token in tokens {
        match &token.token {
            Token::LParen | Token::LBracket => open.push(0),
            Token::RParen | Token::RBracket if open.len() > 1 => sum -= open.pop().unwrap_or(0),
            Token::Comma => {
                if let Some(last) = open.last_mut() {
                    sum -= std::mem::take(last);
                }
            }
            Token::Plus
            | Token::Minus
            | Token::Mul
            | Token::Div
            | Token::Mod
            | Token::StringConcat
            | Token::Eq
            | Token::Lt
            | Token::Gt
            | Token::Arrow
            | Token::Period => add(&mut open, &mut sum),
            Token::Word(word) => match word.keyword {
                Keyword::AND
                | Keyword::OR
                | Keyword::NOT
                | Keyword::UNION
                | Keyword::INTERSECT
                | Keyword::EXCEPT
                | Keyword::JOIN
                | Keyword::CASE
                | Keyword::WHEN => add(&mut open, &mut sum),
                _ => {}
            },
            _ => {}
        }
        if sum > OPERATORS_MAX || open.len() > NESTING_MAX {
            let words = "statement is too large (its nesting is too deep)";
            return Err(Error::new(Fact::Syntax, words).at(position(token.span)));
        }
    }
    Ok(())
}

fn add(open: &mut [usize], sum: &mut usize) {
    if let Some(last) = open.last_mut() {
        *last += 1;
        *sum += 1;
    }
}
