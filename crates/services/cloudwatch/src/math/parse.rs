//! From text to tree: operators by precedence, bounded nesting.

use super::expression::{Expression, Operator};
use super::token::{Token, tokens};
use super::{Result, refuse};
use crate::limits::EXPRESSION_DEPTH_MAX;

/// How tightly a sign that goes before one value binds: tighter than all but powers.
const NEGATIVE: u8 = 6;

/// The expression that `text` says.
pub fn parse(text: &str) -> Result<Expression> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
    let expression = parser.expression(0)?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => refuse(format!("{} is not expected there", shown(token))),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn takes(&mut self, sign: &'static str) -> bool {
        let is_next = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(is_next);
        is_next
    }

    /// An expression of operators that bind at least as tightly as `least`.
    fn expression(&mut self, least: u8) -> Result<Expression> {
        self.depth += 1;
        if self.depth > EXPRESSION_DEPTH_MAX {
            return refuse(format!("it is nested more than {EXPRESSION_DEPTH_MAX} deep"));
        }
        let mut left = self.operand()?;
        while let Some((operator, binding)) = self.peek().and_then(operator) {
            if binding < least {
                break;
            }
            self.at += 1;
            // Powers go together from the right, all else from the left.
            let right = self.expression(if operator == Operator::Power { binding } else { binding + 1 })?;
            left = Expression::Operation(operator, Box::new(left), Box::new(right));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operand(&mut self) -> Result<Expression> {
        match self.take() {
            Some(Token::Number(number)) => Ok(Expression::Number(number)),
            Some(Token::Text(text)) => Ok(Expression::Text(text)),
            Some(Token::Name(name)) if self.takes("(") => Ok(Expression::Call(name, self.list(")")?)),
            Some(Token::Name(name)) => Ok(Expression::Name(name)),
            Some(Token::Sign("-")) => Ok(Expression::Negative(Box::new(self.expression(NEGATIVE)?))),
            Some(Token::Sign("[")) => Ok(Expression::Array(self.list("]")?)),
            Some(Token::Sign("(")) => {
                let inside = self.expression(0)?;
                if self.takes(")") { Ok(inside) } else { refuse("a parenthesis is not closed") }
            }
            Some(token) => refuse(format!("{} is not expected there", shown(&token))),
            None => refuse("it ends where a value is expected"),
        }
    }

    fn list(&mut self, end: &'static str) -> Result<Vec<Expression>> {
        let mut parts = Vec::new();
        if self.takes(end) {
            return Ok(parts);
        }
        loop {
            parts.push(self.expression(0)?);
            if self.takes(end) {
                return Ok(parts);
            }
            if !self.takes(",") {
                return refuse(format!("`,` or `{end}` is expected after a value"));
            }
        }
    }
}

/// The operator that a token is, and how tightly it binds.
fn operator(token: &Token) -> Option<(Operator, u8)> {
    let text = match token {
        Token::Sign(sign) => sign,
        Token::Name(name) => name.as_str(),
        Token::Number(_) | Token::Text(_) => return None,
    };
    Some(match text {
        "||" | "OR" => (Operator::Or, 1),
        "&&" | "AND" => (Operator::And, 2),
        "==" => (Operator::Equal, 3),
        "!=" => (Operator::Unequal, 3),
        "<" => (Operator::Less, 3),
        "<=" => (Operator::LessOrEqual, 3),
        ">" => (Operator::Greater, 3),
        ">=" => (Operator::GreaterOrEqual, 3),
        "+" => (Operator::Add, 4),
        "-" => (Operator::Subtract, 4),
        "*" => (Operator::Multiply, 5),
        "/" => (Operator::Divide, 5),
        "^" => (Operator::Power, 7),
        _ => return None,
    })
}

fn shown(token: &Token) -> String {
    match token {
        Token::Number(number) => format!("`{number}`"),
        Token::Text(text) => format!("'{text}'"),
        Token::Name(name) => format!("`{name}`"),
        Token::Sign(sign) => format!("`{sign}`"),
    }
}
