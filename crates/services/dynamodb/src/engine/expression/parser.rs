//! From text to syntax tree.
//!
//! No backtracking: whether `(` opens a condition or an operand shows when it closes. Conditions are parsed
//! with an explicit stack; only function calls and parentheses in SET recurse, and not deeper than
//! [`OPERATORS_MAX`].

mod condition;
mod update;

use super::lexer::{Token, TokenKind, tokens};
use super::syntax::{Call, RawCondition, RawOperand, RawPath, RawStep, Section};
use super::{EXPRESSION_BYTES_MAX, ExpressionError, ExpressionKind, OPERATORS_MAX};

type Result<T> = std::result::Result<T, ExpressionError>;

/// Reads a condition, filter or key condition.
pub(super) fn condition(kind: ExpressionKind, text: &str) -> Result<RawCondition<'_>> {
    parse(kind, text, Parser::condition)
}

/// Reads an update.
pub(super) fn update(text: &str) -> Result<Vec<Section<'_>>> {
    parse(ExpressionKind::Update, text, Parser::update)
}

/// Reads a projection.
pub(super) fn projection(text: &str) -> Result<Vec<RawPath<'_>>> {
    parse(ExpressionKind::Projection, text, |parser| parser.separated(Parser::path))
}

fn parse<'t, T>(
    kind: ExpressionKind,
    text: &'t str,
    read: impl FnOnce(&mut Parser<'t>) -> Result<T>,
) -> Result<T> {
    if text.is_empty() {
        return Err(ExpressionError::invalid(kind, "The expression can not be empty;"));
    }
    if text.len() > EXPRESSION_BYTES_MAX {
        return Err(ExpressionError::invalid(kind, "Expression size has exceeded the maximum allowed size;"));
    }
    let mut parser = Parser { kind, text, tokens: tokens(text), next: 0, operators: 0, depth: 0 };
    let tree = read(&mut parser)?;
    parser.expect(TokenKind::End)?;
    if parser.operators > OPERATORS_MAX { Err(parser.too_many_operators()) } else { Ok(tree) }
}

struct Parser<'t> {
    kind: ExpressionKind,
    text: &'t str,
    tokens: Vec<Token>,
    /// Never past the last token, which is the end.
    next: usize,
    operators: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> TokenKind {
        self.tokens[self.next].kind
    }

    /// Steps over the next token and gives its text.
    fn take(&mut self) -> &'t str {
        let token = self.tokens[self.next];
        self.next = (self.next + 1).min(self.tokens.len() - 1);
        &self.text[token.start..token.end]
    }

    fn take_if(&mut self, kind: TokenKind) -> bool {
        let found = self.peek() == kind;
        if found {
            self.take();
        }
        found
    }

    fn expect(&mut self, kind: TokenKind) -> Result<&'t str> {
        if self.peek() == kind { Ok(self.take()) } else { Err(self.syntax_error()) }
    }

    /// One or more, with commas between.
    fn separated<T>(&mut self, mut one: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let mut all = vec![one(self)?];
        while self.take_if(TokenKind::Comma) {
            all.push(one(self)?);
        }
        Ok(all)
    }

    /// An operand in any number of parentheses, of which more than one pair is refused.
    fn operand(&mut self) -> Result<RawOperand<'t>> {
        let mut open = 0;
        while self.take_if(TokenKind::OpenParenthesis) {
            open += 1;
        }
        let operand = self.bare_operand()?;
        for closed in 0..open {
            self.expect(TokenKind::CloseParenthesis)?;
            if closed > 0 {
                return Err(self.redundant_parentheses());
            }
        }
        Ok(operand)
    }

    fn bare_operand(&mut self) -> Result<RawOperand<'t>> {
        match self.peek() {
            TokenKind::ValuePlaceholder => Ok(RawOperand::Value(self.take())),
            TokenKind::Name
                if self.tokens.get(self.next + 1).is_some_and(|t| t.kind == TokenKind::OpenParenthesis) =>
            {
                self.call().map(RawOperand::Call)
            }
            _ => self.path().map(RawOperand::Path),
        }
    }

    fn call(&mut self) -> Result<Call<'t>> {
        self.operators += 1;
        let function = self.take();
        self.take();
        let arguments = self.nested(|parser| parser.separated(Self::operand))?;
        self.expect(TokenKind::CloseParenthesis)?;
        Ok(Call { function, arguments })
    }

    fn path(&mut self) -> Result<RawPath<'t>> {
        let mut steps = Vec::with_capacity(1);
        steps.push(self.name()?);
        loop {
            if self.take_if(TokenKind::Dot) {
                steps.push(self.name()?);
            } else if self.take_if(TokenKind::OpenBracket) {
                steps.push(RawStep::Index(self.expect(TokenKind::Integer)?));
                self.expect(TokenKind::CloseBracket)?;
            } else {
                return Ok(RawPath(steps));
            }
        }
    }

    fn name(&mut self) -> Result<RawStep<'t>> {
        match self.peek() {
            TokenKind::Name => Ok(RawStep::Name(self.take())),
            TokenKind::NamePlaceholder => Ok(RawStep::Placeholder(self.take())),
            _ => Err(self.syntax_error()),
        }
    }

    /// Runs `read` one level deeper.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.depth += 1;
        if self.depth > OPERATORS_MAX {
            return Err(self.too_many_operators());
        }
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// The next token is wrong. AWS quotes it, and the text from the token before it to the one after.
    fn syntax_error(&self) -> ExpressionError {
        let wrong = self.tokens[self.next];
        let before = self.next.checked_sub(1).map_or(0, |before| self.tokens[before].start);
        let after = self.tokens.get(self.next + 1).copied().unwrap_or(wrong);
        let token = match wrong.kind {
            TokenKind::End => "<EOF>",
            _ => &self.text[wrong.start..wrong.end],
        };
        let near = &self.text[before..after.end];
        ExpressionError::invalid(
            self.kind,
            format_args!("Syntax error; token: \"{token}\", near: \"{near}\""),
        )
    }

    fn redundant_parentheses(&self) -> ExpressionError {
        ExpressionError::invalid(self.kind, "The expression has redundant parentheses;")
    }

    /// AWS stops counting at the first operator too many.
    fn too_many_operators(&self) -> ExpressionError {
        let count = OPERATORS_MAX + 1;
        let problem = format_args!("The expression contains too many operators; operator count: {count}");
        ExpressionError::invalid(self.kind, problem)
    }
}
