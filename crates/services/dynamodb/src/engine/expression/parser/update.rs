//! Updates: sections of SET, REMOVE, ADD and DELETE.

use super::super::lexer::TokenKind;
use super::super::syntax::{Keyword, RawAction, RawSetValue, Section};
use super::{Parser, Result};

impl<'t> Parser<'t> {
    pub(super) fn update(&mut self) -> Result<Vec<Section<'t>>> {
        let mut sections = Vec::new();
        loop {
            let keyword = match self.peek() {
                TokenKind::Set => Keyword::Set,
                TokenKind::Remove => Keyword::Remove,
                TokenKind::Add => Keyword::Add,
                TokenKind::Delete => Keyword::Delete,
                _ => return Err(self.syntax_error()),
            };
            self.take();
            let actions = self.separated(|parser| parser.action(keyword))?;
            sections.push(Section { keyword, actions });
            if self.peek() == TokenKind::End {
                return Ok(sections);
            }
        }
    }

    fn action(&mut self, keyword: Keyword) -> Result<RawAction<'t>> {
        let path = self.path()?;
        Ok(match keyword {
            Keyword::Set => {
                self.expect(TokenKind::Equal)?;
                let (value, _) = self.set_value()?;
                RawAction::Set(path, value)
            }
            Keyword::Remove => RawAction::Remove(path),
            Keyword::Add => RawAction::Add(path, self.expect(TokenKind::ValuePlaceholder)?),
            Keyword::Delete => RawAction::Delete(path, self.expect(TokenKind::ValuePlaceholder)?),
        })
    }

    /// A value, and whether parentheses enclose all of it.
    fn set_value(&mut self) -> Result<(RawSetValue<'t>, bool)> {
        let (first, enclosed) = if self.take_if(TokenKind::OpenParenthesis) {
            let (inner, redundant) = self.nested(Self::set_value)?;
            self.expect(TokenKind::CloseParenthesis)?;
            if redundant {
                return Err(self.redundant_parentheses());
            }
            (inner, true)
        } else {
            (RawSetValue::Operand(self.bare_operand()?), false)
        };
        match (first, self.peek()) {
            (RawSetValue::Operand(left), TokenKind::Plus) => {
                self.operators += 1;
                self.take();
                Ok((RawSetValue::Sum(left, self.operand()?), false))
            }
            (RawSetValue::Operand(left), TokenKind::Minus) => {
                self.operators += 1;
                self.take();
                Ok((RawSetValue::Difference(left, self.operand()?), false))
            }
            (value, _) => Ok((value, enclosed)),
        }
    }
}
