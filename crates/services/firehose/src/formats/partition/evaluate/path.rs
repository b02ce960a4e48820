//! Paths followed, and all that is within a value.

use std::borrow::Cow;

use serde_json::Value;

use super::{Machine, Made, Scope, Stop};
use crate::formats::partition::operators;
use crate::formats::partition::syntax::{Expr, Step, StepKind};

impl Machine {
    /// Follows steps from value to value; what is only looked at is not copied.
    pub(super) fn path(
        &self,
        base: &Expr,
        steps: &[Step],
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        let mut ended = Ok(());
        let mut values: Vec<Cow<'_, Value>> = match base {
            Expr::Input => vec![Cow::Borrowed(input)],
            base => {
                let mut made = Vec::new();
                ended = self.eval(base, input, scope, &mut made);
                made.into_iter().map(Cow::Owned).collect()
            }
        };
        for step in steps {
            let mut next = Vec::new();
            for value in values {
                match (self.step(step, value, input, scope, &mut next), step.optional) {
                    (Ok(()), _) | (Err(Stop::Error(_)), true) => {}
                    (Err(stop), _) => {
                        ended = Err(stop);
                        break;
                    }
                }
            }
            values = next;
        }
        for value in values {
            out.push(match value {
                Cow::Borrowed(value) => self.copy(value)?,
                Cow::Owned(value) => value,
            });
        }
        ended
    }

    pub(super) fn step<'v>(
        &self,
        step: &Step,
        value: Cow<'v, Value>,
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Cow<'v, Value>>,
    ) -> Made {
        self.spend(1)?;
        match &step.kind {
            StepKind::Index(Expr::Constant(index)) => out.push(operators::index(value, index)?),
            StepKind::Index(index) => {
                for index in self.all(index, input, scope)? {
                    self.spend(if matches!(value, Cow::Owned(_)) { operators::weight(&value) } else { 0 })?;
                    out.push(operators::index(value.clone(), &index)?);
                }
            }
            StepKind::Slice(from, to) => {
                let bounds = |bound: &Option<Expr>| match bound {
                    Some(bound) => self.all(bound, input, scope),
                    None => Ok(vec![Value::Null]),
                };
                let (froms, tos) = (bounds(from)?, bounds(to)?);
                for to in &tos {
                    for from in &froms {
                        self.spend(operators::weight(&value))?;
                        out.push(Cow::Owned(operators::slice(&value, from, to)?));
                    }
                }
            }
            StepKind::Each => match value {
                Cow::Borrowed(value) => {
                    for child in operators::children(value)? {
                        self.spend(1)?;
                        out.push(Cow::Borrowed(child));
                    }
                }
                Cow::Owned(Value::Array(elements)) => out.extend(elements.into_iter().map(Cow::Owned)),
                Cow::Owned(value) => {
                    for child in operators::children(&value)? {
                        out.push(Cow::Owned(self.copy(child)?));
                    }
                }
            },
        }
        Ok(())
    }

    /// The value and all within it, parents first.
    pub(in super::super) fn descend(&self, input: &Value, out: &mut Vec<Value>) -> Made {
        out.push(self.copy(input)?);
        if matches!(input, Value::Array(_) | Value::Object(_)) {
            for child in operators::children(input)? {
                self.descend(child, out)?;
            }
        }
        Ok(())
    }
}
