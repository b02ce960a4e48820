//! A query carried out, within a budget of steps.
//!
//! Each expression appends what it makes to a list, and may end with an error after that, as jq's generators do.
//! The depth of a program is bounded, its budget bounds everything else: steps, copies, texts, lists.

mod construct;
mod fold;
mod path;

use std::cell::Cell;

use serde_json::Value;

use super::operators;
use super::syntax::Expr;
use super::texts;

/// Why an evaluation ended early.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stop {
    /// An error of the query's own kind, which `try` catches.
    Error(Value),
    /// The budget is spent; nothing catches that.
    Budget,
}

impl Stop {
    pub fn error(text: impl Into<String>) -> Self {
        Self::Error(text.into().into())
    }
}

pub(super) type Made<T = ()> = Result<T, Stop>;

/// Variables, the innermost first.
#[derive(Clone, Copy)]
pub(super) struct Variables<'a> {
    name: &'a str,
    value: &'a Value,
    outer: Option<&'a Variables<'a>>,
}

pub(super) type Scope<'a> = Option<&'a Variables<'a>>;

/// What is left of the budget.
pub(super) struct Machine {
    left: Cell<u64>,
}

impl Machine {
    pub fn new(budget: u64) -> Self {
        Self { left: Cell::new(budget) }
    }

    /// Carries out a program.
    pub fn run(&self, program: &Expr, input: &Value, out: &mut Vec<Value>) -> Made {
        self.eval(program, input, None, out)
    }

    /// Takes steps from the budget.
    pub fn spend(&self, steps: usize) -> Made {
        let left = self.left.get().checked_sub(steps as u64);
        self.left.set(left.unwrap_or(0));
        left.map(drop).ok_or(Stop::Budget)
    }

    /// A copy, paid for.
    pub fn copy(&self, value: &Value) -> Made<Value> {
        self.spend(operators::weight(value))?;
        Ok(value.clone())
    }

    pub fn eval(&self, expr: &Expr, input: &Value, scope: Scope<'_>, out: &mut Vec<Value>) -> Made {
        self.spend(1)?;
        match expr {
            Expr::Input => out.push(self.copy(input)?),
            Expr::Descend => return self.descend(input, out),
            Expr::Constant(value) => out.push(self.copy(value)?),
            Expr::Variable(name) => out.push(self.variable(name, scope)?),
            Expr::Text(format, pieces) => return self.text(*format, pieces, input, scope, out),
            Expr::Format(format) => {
                self.spend(operators::weight(input))?;
                out.push(texts::formatted(*format, input)?.into());
            }
            Expr::Path(base, steps) => return self.path(base, steps, input, scope, out),
            Expr::Array(inner) => {
                let mut elements = Vec::new();
                if let Some(inner) = inner {
                    self.eval(inner, input, scope, &mut elements)?;
                }
                out.push(elements.into());
            }
            Expr::Object(members) => return self.object(members, input, scope, out),
            Expr::Negative(inner) => {
                for value in self.all(inner, input, scope)? {
                    out.push(operators::negated(&value)?);
                }
            }
            Expr::Binary(operator, left, right) => {
                // As in jq the right side is the outer loop.
                let left = self.all(left, input, scope)?;
                for right in self.all(right, input, scope)? {
                    for left in &left {
                        self.spend(1 + operators::cost(*operator, left, &right))?;
                        out.push(operators::calculated(*operator, left, &right)?);
                    }
                }
            }
            Expr::And(left, right) => return self.logic(left, right, false, input, scope, out),
            Expr::Or(left, right) => return self.logic(left, right, true, input, scope, out),
            Expr::Alternative(left, right) => {
                let mut values = Vec::new();
                let ended = self.eval(left, input, scope, &mut values);
                if ended == Err(Stop::Budget) {
                    return ended;
                }
                let before = out.len();
                out.extend(values.into_iter().filter(operators::truth));
                if out.len() == before {
                    return self.eval(right, input, scope, out);
                }
            }
            Expr::Comma(parts) => {
                return parts.iter().try_for_each(|part| self.eval(part, input, scope, out));
            }
            Expr::Pipe(stages) => return self.pipe(stages, input, scope, out),
            Expr::If(branches, otherwise) => return self.branch(branches, otherwise, input, scope, out),
            Expr::Try(body, caught) => {
                return match (self.eval(body, input, scope, out), caught) {
                    (Err(Stop::Error(error)), Some(caught)) => self.eval(caught, &error, scope, out),
                    (Err(Stop::Error(_)), None) => Ok(()),
                    (ended, _) => ended,
                };
            }
            Expr::Bind(source, name, body) => {
                return self.each(source, input, scope, |value| {
                    let scope = Variables { name, value: &value, outer: scope };
                    self.eval(body, input, Some(&scope), out)
                });
            }
            Expr::Reduce(source, name, inner) => return self.reduce(source, name, inner, input, scope, out),
            Expr::Foreach(source, name, inner) => {
                return self.foreach(source, name, inner, input, scope, out);
            }
            Expr::Call(function, arguments) => {
                return self.call(function, arguments, &mut Vec::new(), input, scope, out);
            }
            Expr::Filter(filter, arguments) => return self.filter(*filter, arguments, input, scope, out),
        }
        Ok(())
    }

    /// Everything that an expression makes; its error if it ends with one.
    pub fn all(&self, expr: &Expr, input: &Value, scope: Scope<'_>) -> Made<Vec<Value>> {
        let mut values = Vec::new();
        self.eval(expr, input, scope, &mut values)?;
        Ok(values)
    }

    /// Does something with each value that an expression makes; then its own error counts.
    pub fn each(
        &self,
        expr: &Expr,
        input: &Value,
        scope: Scope<'_>,
        mut with: impl FnMut(Value) -> Made,
    ) -> Made {
        let mut values = Vec::new();
        let ended = self.eval(expr, input, scope, &mut values);
        values.into_iter().try_for_each(&mut with)?;
        ended
    }

    fn variable(&self, name: &str, mut scope: Scope<'_>) -> Made<Value> {
        while let Some(variable) = scope {
            if variable.name == name {
                return self.copy(variable.value);
            }
            scope = variable.outer;
        }
        Err(Stop::error(format!("there is no variable `${name}`")))
    }

    fn pipe(&self, stages: &[Expr], input: &Value, scope: Scope<'_>, out: &mut Vec<Value>) -> Made {
        let Some((first, rest)) = stages.split_first() else { return Ok(()) };
        if rest.is_empty() {
            return self.eval(first, input, scope, out);
        }
        let mut values = Vec::new();
        let mut ended = self.eval(first, input, scope, &mut values);
        // Stage by stage, not value by value: pipes of any length take no more of the stack than one.
        for stage in rest {
            let mut next = Vec::new();
            for value in values {
                if let Err(stop) = self.eval(stage, &value, scope, &mut next) {
                    ended = Err(stop);
                    break;
                }
            }
            values = next;
        }
        out.append(&mut values);
        ended
    }

    fn branch(
        &self,
        branches: &[(Expr, Expr)],
        otherwise: &Expr,
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        let Some(((condition, then), rest)) = branches.split_first() else {
            return self.eval(otherwise, input, scope, out);
        };
        self.each(condition, input, scope, |condition| {
            if operators::truth(&condition) {
                self.eval(then, input, scope, out)
            } else {
                self.branch(rest, otherwise, input, scope, out)
            }
        })
    }

    /// `and` is decided by a false left side, `or` by a true one.
    fn logic(
        &self,
        left: &Expr,
        right: &Expr,
        decided: bool,
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        self.each(left, input, scope, |left| {
            if operators::truth(&left) == decided {
                out.push(decided.into());
                return Ok(());
            }
            self.each(right, input, scope, |right| {
                out.push(operators::truth(&right).into());
                Ok(())
            })
        })
    }
}
