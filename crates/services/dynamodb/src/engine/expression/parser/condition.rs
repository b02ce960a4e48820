//! Conditions: OR binds loosest, then AND, NOT, comparisons.

use super::super::lexer::TokenKind;
use super::super::syntax::{Comparator, RawCondition, RawOperand};
use super::{Parser, Result};

/// What was read between two places where an operator may stand.
enum Term<'t> {
    Operand(RawOperand<'t>),
    Condition(RawCondition<'t>),
}

/// The operators read inside one pair of parentheses, or outside all.
#[derive(Default)]
struct Level<'t> {
    ors: Vec<RawCondition<'t>>,
    ands: Vec<RawCondition<'t>>,
    nots: usize,
}

impl<'t> Level<'t> {
    fn is_bare(&self) -> bool {
        self.ors.is_empty() && self.ands.is_empty() && self.nots == 0
    }

    fn and(&mut self, condition: RawCondition<'t>) {
        let nots = std::mem::take(&mut self.nots);
        self.ands.push((0..nots).fold(condition, |inner, _| RawCondition::Not(Box::new(inner))));
    }

    fn or(&mut self, condition: RawCondition<'t>) {
        self.and(condition);
        let ands = std::mem::take(&mut self.ands);
        self.ors.push(one_or(ands, RawCondition::And));
    }

    fn finish(mut self, condition: RawCondition<'t>) -> RawCondition<'t> {
        self.or(condition);
        one_or(self.ors, RawCondition::Or)
    }
}

/// The only one, or `several` of them.
fn one_or<'t>(
    mut all: Vec<RawCondition<'t>>,
    several: fn(Vec<RawCondition<'t>>) -> RawCondition<'t>,
) -> RawCondition<'t> {
    match (all.len(), all.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            all.extend(last);
            several(all)
        }
    }
}

impl<'t> Parser<'t> {
    pub(super) fn condition(&mut self) -> Result<RawCondition<'t>> {
        let mut outer: Vec<Level<'t>> = Vec::new();
        let mut level = Level::default();
        loop {
            while self.take_if(TokenKind::Not) {
                self.operators += 1;
                level.nots += 1;
            }
            if self.take_if(TokenKind::OpenParenthesis) {
                outer.push(std::mem::take(&mut level));
                continue;
            }
            let mut term = Term::Operand(self.bare_operand()?);
            let mut in_parentheses = false;
            loop {
                if let Term::Operand(operand) = term {
                    let compared;
                    (term, compared) = self.comparison(operand)?;
                    in_parentheses &= !compared;
                }
                match self.peek() {
                    TokenKind::And => {
                        level.and(self.as_condition(term)?);
                        self.take();
                        self.operators += 1;
                        break;
                    }
                    TokenKind::Or => {
                        level.or(self.as_condition(term)?);
                        self.take();
                        self.operators += 1;
                        break;
                    }
                    TokenKind::CloseParenthesis => {
                        let Some(above) = outer.pop() else { return Err(self.syntax_error()) };
                        let inside = std::mem::replace(&mut level, above);
                        let bare = inside.is_bare();
                        if !bare {
                            term = Term::Condition(inside.finish(self.as_condition(term)?));
                        }
                        self.take();
                        if bare && in_parentheses {
                            return Err(self.redundant_parentheses());
                        }
                        in_parentheses = true;
                    }
                    TokenKind::End if outer.is_empty() => return Ok(level.finish(self.as_condition(term)?)),
                    _ => return Err(self.syntax_error()),
                }
            }
        }
    }

    /// The rest of a comparison that begins with `operand`, or the operand alone; and which of both.
    fn comparison(&mut self, operand: RawOperand<'t>) -> Result<(Term<'t>, bool)> {
        let condition = if let Some(comparator) = comparator(self.peek()) {
            self.take();
            RawCondition::Compare(comparator, operand, self.operand()?)
        } else if self.take_if(TokenKind::Between) {
            let low = self.operand()?;
            self.expect(TokenKind::And)?;
            RawCondition::Between(operand, low, self.operand()?)
        } else if self.take_if(TokenKind::In) {
            self.expect(TokenKind::OpenParenthesis)?;
            let list = self.separated(Self::operand)?;
            self.expect(TokenKind::CloseParenthesis)?;
            RawCondition::In(operand, list)
        } else {
            return Ok((Term::Operand(operand), false));
        };
        self.operators += 1;
        Ok((Term::Condition(condition), true))
    }

    /// `term` where a condition has to be: a function will do, another operand lacks its operator.
    fn as_condition(&self, term: Term<'t>) -> Result<RawCondition<'t>> {
        match term {
            Term::Condition(condition) => Ok(condition),
            Term::Operand(RawOperand::Call(call)) => Ok(RawCondition::Call(call)),
            Term::Operand(_) => Err(self.syntax_error()),
        }
    }
}

fn comparator(token: TokenKind) -> Option<Comparator> {
    Some(match token {
        TokenKind::Equal => Comparator::Equal,
        TokenKind::NotEqual => Comparator::NotEqual,
        TokenKind::Less => Comparator::Less,
        TokenKind::LessOrEqual => Comparator::LessOrEqual,
        TokenKind::Greater => Comparator::Greater,
        TokenKind::GreaterOrEqual => Comparator::GreaterOrEqual,
        _ => return None,
    })
}
