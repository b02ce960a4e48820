//! Expressions that evaluate others again and again: `reduce`, `foreach`, functions of several values.

use serde_json::Value;

use super::{Machine, Made, Scope, Variables};
use crate::formats::partition::functions::Function;
use crate::formats::partition::operators;
use crate::formats::partition::syntax::Expr;

impl Machine {
    pub(super) fn reduce(
        &self,
        source: &Expr,
        name: &str,
        [start, update]: &[Expr; 2],
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        self.each(start, input, scope, |mut state| {
            self.each(source, input, scope, |value| {
                let scope = Variables { name, value: &value, outer: scope };
                state = self.all(update, &state, Some(&scope))?.pop().unwrap_or(Value::Null);
                Ok(())
            })?;
            out.push(state);
            Ok(())
        })
    }

    pub(super) fn foreach(
        &self,
        source: &Expr,
        name: &str,
        [start, update, extract]: &[Expr; 3],
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        self.each(start, input, scope, |mut state| {
            self.each(source, input, scope, |value| {
                let scope = Variables { name, value: &value, outer: scope };
                self.each(update, &std::mem::take(&mut state), Some(&scope), |next| {
                    self.eval(extract, &next, Some(&scope), out)?;
                    state = next;
                    Ok(())
                })
            })
        })
    }

    /// A function of every combination of its arguments; the first is the outermost loop.
    pub(super) fn call(
        &self,
        function: &Function,
        arguments: &[Expr],
        values: &mut Vec<Value>,
        input: &Value,
        scope: Scope<'_>,
        out: &mut Vec<Value>,
    ) -> Made {
        let Some(next) = arguments.get(values.len()) else {
            self.spend(operators::weight(input) + values.iter().map(operators::weight).sum::<usize>())?;
            out.push(function.apply(self, input, values)?);
            return Ok(());
        };
        self.each(next, input, scope, |value| {
            values.push(value);
            let ended = self.call(function, arguments, values, input, scope, out);
            values.pop();
            ended
        })
    }
}
