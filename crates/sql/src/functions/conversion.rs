//! CAST, TRY_CAST and literals: `$cast(x, 'type')`, `$try_cast(x, 'type')`, `$int(1)`.
//!
//! The grammar writes these instead of SQL's own forms, so that Trino's rules and words hold: text is parsed strictly,
//! numbers are rounded half up and refused out of range, rows are cast by place.

mod cast;
mod json;
mod numbers;
mod parse;

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::simplify::{ExprSimplifyResult, SimplifyContext};
use datafusion::logical_expr::{
    Cast, ColumnarValue, Expr, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
    Volatility,
};

pub use cast::cast;
pub use json::{of_value as json_of_value, parse as parse_json};
pub use parse::{date, moment, moment_of_wall, wall, zone_of};

use crate::error::{Error, Fact};
use crate::functions::coercion::becomes;
use crate::functions::scalar::run;
use crate::types::of_trino;

/// What the grammar writes for literals and casts.
pub fn casts() -> Vec<ScalarUDF> {
    let accepts = Signature::user_defined(Volatility::Immutable);
    vec![
        ScalarUDF::new_from_impl(CastTo { name: "$cast", lenient: false, accepts: accepts.clone() }),
        ScalarUDF::new_from_impl(CastTo { name: "$try_cast", lenient: true, accepts: accepts.clone() }),
        ScalarUDF::new_from_impl(Small { accepts }),
    ]
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct CastTo {
    name: &'static str,
    lenient: bool,
    accepts: Signature,
}

/// A decimal of type `kind` from a text; `None` if it says none that fits.
pub fn decimal_of(text: &str, kind: &DataType, scale: i8) -> Option<i128> {
    let DataType::Decimal128(precision, _) = kind else { return None };
    let (digits, has) = numbers::decimal(text)?;
    let value = numbers::rescale(digits, has, scale)?;
    (value.abs() < 10_i128.pow(u32::from(*precision))).then_some(value)
}

/// A text in JSON form, for types that are filled through JSON: nested ones are JSON already.
pub fn json_text(text: &str, kind: &DataType) -> Option<String> {
    if kind.is_nested() {
        return parse_json(text).ok().map(|value| value.to_string());
    }
    Some(serde_json::Value::String(text.to_owned()).to_string())
}

/// The length that a type's text gives to varchar or char.
fn length_of(text: &str) -> Option<usize> {
    let text = text.trim().to_ascii_lowercase();
    let rest = text.strip_prefix("varchar").or_else(|| text.strip_prefix("char"))?;
    let length = rest.trim().strip_prefix('(')?.strip_suffix(')')?.trim();
    length.parse().ok()
}

fn target<'a>(arguments: &'a [Option<&'a ScalarValue>]) -> Result<&'a str> {
    match arguments.get(1) {
        Some(Some(ScalarValue::Utf8(Some(text)))) => Ok(text),
        _ => Err(Error::new(Fact::Internal, "a cast names its type").into()),
    }
}

impl ScalarUDFImpl for CastTo {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.accepts
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        Ok(arguments.to_vec())
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Err(Error::new(Fact::Internal, "a cast's type is in its arguments").into())
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let to = of_trino(target(args.scalar_arguments)?)?;
        let from = args.arg_fields[0].data_type();
        cast::check(from, &to)?;
        Ok(Arc::new(Field::new(self.name, to, true)))
    }

    fn invoke_with_args(&self, mut args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let length = match &args.args[1] {
            ColumnarValue::Scalar(ScalarValue::Utf8(Some(text))) => length_of(text),
            _ => None,
        };
        args.args.truncate(1);
        run(args, |arguments| {
            let column = cast(&arguments.columns[0], &arguments.result, self.lenient)?;
            match length {
                Some(length) if *column.data_type() == DataType::Utf8 => Ok(cast::shorten(&column, length)),
                _ => Ok(column),
            }
        })
    }

    fn simplify(&self, args: Vec<Expr>, info: &SimplifyContext) -> Result<ExprSimplifyResult> {
        // Where nothing can go wrong, it is DataFusion's own cast, through which predicates are pushed down.
        let Some(Expr::Literal(ScalarValue::Utf8(Some(text)), _)) = args.get(1) else {
            return Ok(ExprSimplifyResult::Original(args));
        };
        let (from, to) = (info.get_data_type(&args[0])?, of_trino(text)?);
        let is_plain = from.is_primitive() && to.is_primitive() && becomes(&from, &to);
        if from == to && length_of(text).is_none() {
            return Ok(ExprSimplifyResult::Simplified(
                args.into_iter().next().expect("invariant: a cast has arguments"),
            ));
        }
        if is_plain {
            let inner = args.into_iter().next().expect("invariant: a cast has arguments");
            return Ok(ExprSimplifyResult::Simplified(Expr::Cast(Cast::new(Box::new(inner), to))));
        }
        Ok(ExprSimplifyResult::Original(args))
    }
}

/// A literal that is an integer, where DataFusion would make it a bigint.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Small {
    accepts: Signature,
}

impl ScalarUDFImpl for Small {
    fn name(&self) -> &str {
        "$int"
    }

    fn signature(&self) -> &Signature {
        &self.accepts
    }

    fn coerce_types(&self, _: &[DataType]) -> Result<Vec<DataType>> {
        Ok(vec![DataType::Int64])
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Int32)
    }

    fn is_nullable(&self, _: &[Expr], _: &dyn datafusion::common::ExprSchema) -> bool {
        false
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        run(args, |arguments| cast(&arguments.columns[0], &DataType::Int32, false))
    }

    fn simplify(&self, args: Vec<Expr>, _: &SimplifyContext) -> Result<ExprSimplifyResult> {
        if let [Expr::Literal(ScalarValue::Int64(Some(value)), _)] = args.as_slice()
            && let Ok(value) = i32::try_from(*value)
        {
            let small = Expr::Literal(ScalarValue::Int32(Some(value)), None);
            return Ok(ExprSimplifyResult::Simplified(small));
        }
        Ok(ExprSimplifyResult::Original(args))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_from_types() {
        assert_eq!(length_of("varchar(10)"), Some(10));
        assert_eq!(length_of("VARCHAR ( 3 )"), Some(3));
        assert_eq!(length_of("varchar"), None);
        assert_eq!(length_of("decimal(10)"), None);
    }
}
