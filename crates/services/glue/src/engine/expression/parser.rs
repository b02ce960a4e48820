//! From words to a condition. NOT binds closer than AND, AND closer than OR; keywords have any case, and so have
//! names of keys.

use super::condition::{Condition, Test};
use super::tokens::{Token, split};
use super::value::{Kind, Value};
use super::{ExpressionError, value};
use crate::limits::EXPRESSION_DEPTH_MAX;

/// Reads `text` over `keys`, whose types are `kinds`.
pub fn parse(text: &str, keys: &[(String, String)], kinds: &[Kind]) -> Result<Condition, ExpressionError> {
    let tokens = split(text)?;
    let mut parser = Parser { text, keys, kinds, tokens: &tokens, depth: 0 };
    let condition = parser.either()?.condition(&parser)?;
    if parser.tokens.is_empty() { Ok(condition) } else { Err(parser.unreadable()) }
}

struct Parser<'a> {
    text: &'a str,
    keys: &'a [(String, String)],
    kinds: &'a [Kind],
    tokens: &'a [Token],
    depth: usize,
}

/// What stands between parentheses or alone: they may be around anything.
enum Node {
    Condition(Condition),
    Key(usize),
    Literal(String),
}

impl Node {
    fn condition(self, parser: &Parser<'_>) -> Result<Condition, ExpressionError> {
        match self {
            Self::Condition(condition) => Ok(condition),
            Self::Key(_) | Self::Literal(_) => Err(parser.unreadable()),
        }
    }
}

type Parsed<T> = Result<T, ExpressionError>;

impl<'a> Parser<'a> {
    fn unreadable(&self) -> ExpressionError {
        ExpressionError::Unreadable(self.text.to_owned())
    }

    fn next(&mut self) -> Parsed<&'a Token> {
        let (first, rest) = self.tokens.split_first().ok_or_else(|| self.unreadable())?;
        self.tokens = rest;
        Ok(first)
    }

    /// Takes the keyword or sign if it stands next.
    fn take(&mut self, wanted: &str) -> bool {
        let found = match self.tokens.first() {
            Some(Token::Word(word)) => word.eq_ignore_ascii_case(wanted),
            Some(Token::Sign(sign)) => *sign == wanted,
            _ => false,
        };
        if found {
            self.tokens = &self.tokens[1..];
        }
        found
    }

    fn expect(&mut self, wanted: &str) -> Parsed<()> {
        if self.take(wanted) { Ok(()) } else { Err(self.unreadable()) }
    }

    fn either(&mut self) -> Parsed<Node> {
        self.joined("or", Self::both, Condition::Any)
    }

    fn both(&mut self) -> Parsed<Node> {
        self.joined("and", Self::negation, Condition::All)
    }

    fn joined(
        &mut self,
        word: &str,
        part: fn(&mut Self) -> Parsed<Node>,
        join: fn(Vec<Condition>) -> Condition,
    ) -> Parsed<Node> {
        let first = part(self)?;
        if !self.take(word) {
            return Ok(first);
        }
        let mut parts = vec![first.condition(self)?];
        loop {
            parts.push(part(self)?.condition(self)?);
            if !self.take(word) {
                return Ok(Node::Condition(join(parts)));
            }
        }
    }

    fn negation(&mut self) -> Parsed<Node> {
        if !self.take("not") {
            return self.predicate();
        }
        self.deeper()?;
        let negated = self.negation()?.condition(self)?;
        self.depth -= 1;
        Ok(Node::Condition(Condition::Not(Box::new(negated))))
    }

    fn deeper(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > EXPRESSION_DEPTH_MAX { Err(self.unreadable()) } else { Ok(()) }
    }

    fn predicate(&mut self) -> Parsed<Node> {
        let left = self.operand()?;
        let sign = match self.tokens.first() {
            Some(Token::Sign(sign)) if !matches!(*sign, "(" | ")" | ",") => Some(*sign),
            _ => None,
        };
        if let Some(sign) = sign {
            self.next()?;
            let right = self.operand()?;
            return self.comparison(left, sign, right).map(Node::Condition);
        }
        let Node::Key(key) = left else { return Ok(left) };
        if self.take("is") {
            let negated = self.take("not");
            self.expect("null")?;
            return Ok(test(key, Test::IsNull, negated));
        }
        let negated = self.take("not");
        if self.take("in") {
            return Ok(test(key, Test::In(self.list(key)?), negated));
        }
        if self.take("between") {
            let least = self.literal(key)?;
            self.expect("and")?;
            return Ok(test(key, Test::Between(least, self.literal(key)?), negated));
        }
        if self.take("like") {
            return Ok(test(key, Test::Like(self.pattern(key)?), negated));
        }
        if negated { Err(self.unreadable()) } else { Ok(Node::Key(key)) }
    }

    fn comparison(&self, left: Node, sign: &str, right: Node) -> Parsed<Condition> {
        let (key, text, sign) = match (left, right) {
            (Node::Key(key), Node::Literal(text)) => (key, text, sign),
            (Node::Literal(text), Node::Key(key)) => (key, text, mirrored(sign)),
            _ => return Err(self.unreadable()),
        };
        // Who asks for the name of null means null.
        if text == value::NULL && matches!(sign, "=" | "==") {
            return Ok(Condition::Key(key, Test::IsNull));
        }
        let value = Value::literal(&text, &self.kinds[key])?;
        let (test, negated) = match sign {
            "=" | "==" => (Test::Equal(value), false),
            "<>" | "!=" => (Test::Equal(value), true),
            "<" => (Test::Less(value), false),
            "<=" => (Test::LessOrEqual(value), false),
            ">" => (Test::LessOrEqual(value), true),
            _ => (Test::Less(value), true),
        };
        let condition = Condition::Key(key, test);
        Ok(if negated { Condition::Not(Box::new(condition)) } else { condition })
    }

    fn operand(&mut self) -> Parsed<Node> {
        match self.next()? {
            Token::Sign("(") => {
                self.deeper()?;
                let inner = self.either()?;
                self.expect(")")?;
                self.depth -= 1;
                Ok(inner)
            }
            Token::Text(text) | Token::Number(text) => Ok(Node::Literal(text.clone())),
            Token::Word(word) if is_type(word) && matches!(self.tokens.first(), Some(Token::Text(_))) => {
                self.operand()
            }
            Token::Word(name) | Token::Quoted(name) => {
                let is_it = |(key, _): &(String, String)| key.eq_ignore_ascii_case(name);
                let key = self.keys.iter().position(is_it);
                key.map(Node::Key).ok_or_else(|| ExpressionError::UnknownKey(name.clone()))
            }
            Token::Sign(_) => Err(self.unreadable()),
        }
    }

    fn text(&mut self) -> Parsed<String> {
        match self.operand()? {
            Node::Literal(text) => Ok(text),
            Node::Condition(_) | Node::Key(_) => Err(self.unreadable()),
        }
    }

    fn literal(&mut self, key: usize) -> Parsed<Value> {
        Value::literal(&self.text()?, &self.kinds[key])
    }

    fn list(&mut self, key: usize) -> Parsed<Vec<Value>> {
        self.expect("(")?;
        let mut values = vec![self.literal(key)?];
        while self.take(",") {
            values.push(self.literal(key)?);
        }
        self.expect(")")?;
        Ok(values)
    }

    fn pattern(&mut self, key: usize) -> Parsed<String> {
        match &self.kinds[key] {
            value::Kind::Text => self.text(),
            value::Kind::Integer => Err(ExpressionError::NotText("Integral")),
            value::Kind::Decimal => Err(ExpressionError::NotText("Decimal")),
            value::Kind::Date => Err(ExpressionError::NotText("Date")),
            value::Kind::Timestamp => Err(ExpressionError::NotText("Timestamp")),
            value::Kind::Other(name) => Err(ExpressionError::UnknownType(name.clone())),
        }
    }
}

fn test(key: usize, test: Test, negated: bool) -> Node {
    let condition = Condition::Key(key, test);
    Node::Condition(if negated { Condition::Not(Box::new(condition)) } else { condition })
}

/// Whether a word before a text says its type, as in `date '2024-01-01'`.
fn is_type(word: &str) -> bool {
    ["date", "timestamp"].iter().any(|kind| word.eq_ignore_ascii_case(kind))
}

/// The sign of a comparison whose sides are exchanged.
fn mirrored(sign: &str) -> &str {
    match sign {
        "<" => ">",
        ">" => "<",
        "<=" => ">=",
        ">=" => "<=",
        same => same,
    }
}
