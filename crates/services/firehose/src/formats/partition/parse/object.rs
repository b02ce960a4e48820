//! Objects: `{a, "b": 1, (.c): 2, $d}`.

use super::{Parser, Read, one};
use crate::formats::partition::syntax::{Expr, Format, Step, StepKind};

impl<'a> Parser<'a> {
    pub(super) fn object(&mut self) -> Read<Expr> {
        let mut members = Vec::new();
        while !self.take("}", &[]) {
            if !members.is_empty() {
                self.expect(",")?;
            }
            members.push(self.deeper(Self::member)?);
        }
        Ok(Expr::Object(members))
    }

    pub(super) fn member(&mut self) -> Read<(Expr, Expr)> {
        self.blanks();
        let rest = self.rest();
        let (key, short) = match rest.chars().next() {
            Some('(') => {
                self.at += 1;
                let key = self.pipe()?;
                self.expect(")")?;
                (key, None)
            }
            Some('"') => {
                let key = self.string(Format::Text)?;
                (
                    key.clone(),
                    Some(Expr::Path(
                        Box::new(Expr::Input),
                        vec![Step { kind: StepKind::Index(key), optional: false }],
                    )),
                )
            }
            Some('$') => {
                let name = self.variable()?;
                if !self.variables.contains(&name) {
                    return Err(self.wrong(format!("there is no variable `${name}`")));
                }
                (Expr::Constant(name.clone().into()), Some(Expr::Variable(name)))
            }
            _ => {
                let name = self.word();
                if name.is_empty() {
                    return Err(self.wrong("the name of a key is missing"));
                }
                self.at += name.len();
                let key = Expr::Constant(name.into());
                (
                    key.clone(),
                    Some(Expr::Path(
                        Box::new(Expr::Input),
                        vec![Step { kind: StepKind::Index(key), optional: false }],
                    )),
                )
            }
        };
        if !self.take(":", &[]) {
            let value = short.ok_or_else(|| self.wrong("`:` is missing"))?;
            return Ok((key, value));
        }
        let mut stages = vec![self.alternative()?];
        while self.take("|", &["|="]) {
            stages.push(self.alternative()?);
        }
        Ok((key, one(stages, Expr::Pipe)))
    }
}
