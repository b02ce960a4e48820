//! From tree to value.

use super::arithmetic::{apply, mapped};
use super::expression::Expression;
use super::functions::call;
use super::series::{Series, Value, Window};
use super::{Result, refuse};

/// What expressions name.
pub trait Source {
    /// The value of the query called `id`.
    fn query(&self, id: &str) -> Result<Value>;
    /// The series of all queries that name a metric; of those whose id or label has `text` in it, where one is given.
    fn metrics(&self, text: Option<&str>) -> Vec<Series>;
    /// The series that a search finds.
    fn search(&self, pattern: &str, stat: &str, period_s: Option<u64>) -> Result<Vec<Series>>;
    /// The time that is asked for.
    fn window(&self) -> Window;
}

/// The value of `expression`.
pub fn evaluate(expression: &Expression, source: &dyn Source) -> Result<Value> {
    let value = match expression {
        Expression::Number(number) => Value::Number(*number),
        Expression::Text(text) => Value::Text(text.clone()),
        Expression::Name(name) => source.query(name)?,
        Expression::Negative(inner) => match evaluate(inner, source)? {
            Value::Number(number) => Value::Number(-number),
            value => value.each(|series| Ok(series.with(mapped(series, |value| -value))))?,
        },
        Expression::Operation(operator, left, right) => {
            apply(*operator, evaluate(left, source)?, evaluate(right, source)?)?
        }
        Expression::Call(name, parts) => call(name, parts, source)?,
        Expression::Array(parts) => {
            let mut all = Vec::new();
            for part in parts {
                match evaluate(part, source)? {
                    Value::Series(series) => all.push(series),
                    Value::Array(series) => all.extend(series),
                    other => return refuse(format!("an array has {} in it", other.kind())),
                }
                all = Value::Array(all).bounded()?.into_series();
            }
            Value::Array(all)
        }
    };
    value.bounded()
}
