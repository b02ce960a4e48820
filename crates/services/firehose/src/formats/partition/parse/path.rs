//! Paths: what follows a term, `.a["b"][0][1:]?`.

use super::{Parser, Read};
use crate::formats::partition::syntax::{Expr, Format, Step, StepKind};

impl<'a> Parser<'a> {
    pub(super) fn steps(&mut self, base: Expr) -> Read<Expr> {
        let mut steps: Vec<Step> = Vec::new();
        loop {
            let kind = if self.take("?", &["?//"]) {
                match steps.last_mut() {
                    Some(step) => step.optional = true,
                    None => return self.steps(Expr::Try(Box::new(base), None)),
                }
                continue;
            } else if self.rest().starts_with("..") {
                return Err(self.wrong("`..` does not continue a path"));
            } else if self.take(".", &[]) {
                match self.name()? {
                    Some(name) => StepKind::Index(name),
                    None if self.take("[", &[]) => self.bracket()?,
                    None => return Err(self.wrong("a name is missing after `.`")),
                }
            } else if self.take("[", &[]) {
                self.bracket()?
            } else {
                break;
            };
            steps.push(Step { kind, optional: false });
        }
        Ok(if steps.is_empty() { base } else { Expr::Path(Box::new(base), steps) })
    }

    /// A name or a string directly behind a point.
    pub(super) fn name(&mut self) -> Read<Option<Expr>> {
        if self.rest().starts_with('"') {
            return self.string(Format::Text).map(Some);
        }
        if self.rest().starts_with(|first: char| first.is_whitespace()) {
            return Ok(None);
        }
        let word = self.word();
        self.at += word.len();
        Ok((!word.is_empty()).then(|| Expr::Constant(word.into())))
    }

    /// What stands in brackets behind a term, and the closing one.
    pub(super) fn bracket(&mut self) -> Read<StepKind> {
        if self.take("]", &[]) {
            return Ok(StepKind::Each);
        }
        let from = if self.take(":", &[]) { None } else { Some(self.pipe()?) };
        let slice = from.is_none() || self.take(":", &[]);
        if !slice {
            self.expect("]")?;
            return Ok(StepKind::Index(from.expect("invariant: there is an index if it is no slice")));
        }
        let to = if self.take("]", &[]) {
            None
        } else {
            let to = self.pipe()?;
            self.expect("]")?;
            Some(to)
        };
        if from.is_none() && to.is_none() {
            return Err(self.wrong("a slice has a beginning or an end"));
        }
        Ok(StepKind::Slice(from, to))
    }

    /// `.name` and the steps behind it as one path.
    pub(super) fn joined(&mut self, first: Step) -> Read<Expr> {
        let optional = self.take("?", &["?//"]);
        let first = Step { optional, ..first };
        Ok(match self.steps(Expr::Input)? {
            Expr::Path(base, mut steps) => {
                steps.insert(0, first);
                Expr::Path(base, steps)
            }
            _ => Expr::Path(Box::new(Expr::Input), vec![first]),
        })
    }
}
