//! `+ - * / %` of numbers, decimals, dates and intervals, with Trino's result types.
//!
//! Floating-point numbers are not here: DataFusion's own operators do what Trino does with them.

mod decimals;
mod moments;

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Datum};
use arrow::compute::kernels::numeric;
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

use crate::error::{Error, Fact};
use crate::functions::coercion::{common, whole};
use crate::types::to_trino;

/// An operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulus,
}

impl Operation {
    const ALL: [Self; 5] = [Self::Add, Self::Subtract, Self::Multiply, Self::Divide, Self::Modulus];

    /// The name of the function.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "$add",
            Self::Subtract => "$subtract",
            Self::Multiply => "$multiply",
            Self::Divide => "$divide",
            Self::Modulus => "$modulus",
        }
    }

    /// The sign.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulus => "%",
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Add => "addition",
            Self::Subtract => "subtraction",
            Self::Multiply => "multiplication",
            Self::Divide => "division",
            Self::Modulus => "modulus",
        }
    }

    fn kernel(self) -> fn(&dyn Datum, &dyn Datum) -> std::result::Result<ArrayRef, ArrowError> {
        match self {
            Self::Add => numeric::add,
            Self::Subtract => numeric::sub,
            Self::Multiply => numeric::mul,
            Self::Divide => numeric::div,
            Self::Modulus => numeric::rem,
        }
    }

    /// What the operands become, and the type of the result; `None` where Trino knows no such operator.
    pub fn types(self, left: &DataType, right: &DataType) -> Option<(DataType, DataType, DataType)> {
        if let Some(found) = moments::types(self, left, right) {
            return Some(found);
        }
        let decimal = |kind: &DataType| match kind {
            DataType::Decimal128(..) => Some(kind.clone()),
            other => whole(other),
        };
        let is_decimal = |kind: &DataType| matches!(kind, DataType::Decimal128(..));
        if is_decimal(left) || is_decimal(right) {
            let (left, right) = match (decimal(left), decimal(right)) {
                (Some(left), Some(right)) => (left, right),
                (Some(known), None) if *right == DataType::Null => (known.clone(), known),
                (None, Some(known)) if *left == DataType::Null => (known.clone(), known),
                _ => return None,
            };
            let result = decimals::result(self, &left, &right)?;
            return Some((left, right, result));
        }
        let both = common(left, right)?;
        let both = if both == DataType::Null { DataType::Int32 } else { both };
        both.is_integer().then(|| (both.clone(), both.clone(), both))
    }
}

/// The functions behind the operators.
pub fn functions() -> Vec<ScalarUDF> {
    let accepts = || Signature::user_defined(Volatility::Immutable);
    Operation::ALL
        .map(|operation| ScalarUDF::new_from_impl(Arithmetic { operation, accepts: accepts() }))
        .into_iter()
        .collect()
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Arithmetic {
    operation: Operation,
    accepts: Signature,
}

impl ScalarUDFImpl for Arithmetic {
    fn name(&self) -> &str {
        self.operation.name()
    }

    fn signature(&self) -> &Signature {
        &self.accepts
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        match self.operation.types(&arguments[0], &arguments[1]) {
            Some((left, right, _)) => Ok(vec![left, right]),
            None => Ok(arguments.to_vec()),
        }
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        match self.operation.types(&arguments[0], &arguments[1]) {
            Some((_, _, result)) => Ok(result),
            None => Err(refusal(self.operation.sign(), &arguments[0], &arguments[1]).into()),
        }
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = args.number_rows;
        let result = args.return_field.data_type().clone();
        let is_constant = args.args.iter().all(|value| matches!(value, ColumnarValue::Scalar(_)));
        let mut sides = args.args.into_iter().map(Side::of);
        let (Some(left), Some(right)) = (sides.next().transpose()?, sides.next().transpose()?) else {
            return Err(Error::new(Fact::Internal, "operators have two sides").into());
        };
        let column = calculate(self.operation, &left, &right, &result, if is_constant { 1 } else { rows })?;
        if is_constant {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&column, 0)?));
        }
        Ok(ColumnarValue::Array(column))
    }
}

/// A column, or one value for all rows.
pub enum Side {
    /// A column.
    Column(ArrayRef),
    /// A column of one row.
    Value(ArrayRef),
}

impl Side {
    fn of(value: ColumnarValue) -> Result<Self> {
        Ok(match value {
            ColumnarValue::Array(column) => Self::Column(column),
            ColumnarValue::Scalar(value) => Self::Value(value.to_array()?),
        })
    }

    fn array(&self) -> &ArrayRef {
        match self {
            Self::Column(array) | Self::Value(array) => array,
        }
    }

    /// The side for `rows` rows.
    fn whole(&self, rows: usize) -> Result<ArrayRef, Error> {
        match self {
            Self::Column(column) => Ok(Arc::clone(column)),
            Self::Value(value) => {
                let places = arrow::array::UInt32Array::from(vec![0; rows]);
                Ok(arrow::compute::take(value.as_ref(), &places, None)?)
            }
        }
    }
}

fn calculate(
    operation: Operation,
    left: &Side,
    right: &Side,
    result: &DataType,
    rows: usize,
) -> Result<ArrayRef, Error> {
    let kinds = (left.array().data_type(), right.array().data_type());
    if let (DataType::Decimal128(..), DataType::Decimal128(..)) = kinds {
        return decimals::calculate(operation, left, right, result, rows);
    }
    if moments::types(operation, kinds.0, kinds.1).is_some() {
        return moments::calculate(operation, &left.whole(rows)?, &right.whole(rows)?, result);
    }
    apply(operation, left, right)
}

/// Arrow's kernel, whose refusals become Trino's.
fn apply(operation: Operation, left: &Side, right: &Side) -> Result<ArrayRef, Error> {
    use arrow::array::Scalar;
    let kernel = operation.kernel();
    let answer = match (left, right) {
        (Side::Column(left), Side::Column(right)) => kernel(left, right),
        (Side::Column(left), Side::Value(right)) => kernel(left, &Scalar::new(Arc::clone(right))),
        (Side::Value(left), Side::Column(right)) => kernel(&Scalar::new(Arc::clone(left)), right),
        (Side::Value(left), Side::Value(right)) => kernel(left, right),
    };
    answer.map_err(|error| match error {
        ArrowError::ArithmeticOverflow(text) => {
            let operands = text.split_once("on: ").map_or(text.as_str(), |(_, operands)| operands);
            let kind = to_trino(left.array().data_type());
            let kind = kind.split('(').next().unwrap_or_default();
            Error::new(Fact::NumberOutOfRange, format!("{kind} {} overflow: {operands}", operation.noun()))
        }
        other => other.into(),
    })
}

/// Trino's words for operands that do not go together.
pub fn refusal(sign: &str, left: &DataType, right: &DataType) -> Error {
    let words = format!("Cannot apply operator: {} {sign} {}", to_trino(left), to_trino(right));
    Error::new(Fact::TypeMismatch, words)
}
