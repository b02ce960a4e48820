//! A scalar function as DataFusion wants it, made of signatures and what it does to columns.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature as Accepts, Volatility,
};

use super::arguments::{Arguments, Out};
use super::signature::{Signature, choose, refusal};
use crate::error::{Error, Fact};

/// What a function does.
pub type Run = fn(&Arguments) -> Out;

/// A function before it is built.
pub struct Definition {
    signatures: Vec<Signature>,
    run: Run,
    volatility: Volatility,
}

/// A function of these signatures, which all have the same name.
pub fn scalar(signatures: &[&'static str], run: Run) -> Definition {
    let signatures: Vec<Signature> = signatures.iter().map(|text| Signature::of(text)).collect();
    Definition { signatures, run, volatility: Volatility::Immutable }
}

impl Definition {
    /// It answers something else each time, as `random()` does.
    #[must_use]
    pub fn volatile(mut self) -> Self {
        self.volatility = Volatility::Volatile;
        self
    }

    /// The function, for DataFusion.
    pub fn build(self) -> ScalarUDF {
        ScalarUDF::new_from_impl(Function {
            accepts: Accepts::user_defined(self.volatility),
            signatures: self.signatures,
            run: self.run,
        })
    }
}

#[derive(Debug)]
struct Function {
    signatures: Vec<Signature>,
    accepts: Accepts,
    run: Run,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        self.signatures.first().map_or("", |signature| signature.name)
    }

    fn signature(&self) -> &Accepts {
        &self.accepts
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        // What does not fit is refused by the result's type, in our own words.
        let fit = choose(&self.signatures, arguments);
        Ok(fit.map_or_else(|| arguments.to_vec(), |(_, fit)| fit.arguments))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        match choose(&self.signatures, arguments) {
            Some((_, fit)) => Ok(fit.result),
            None => Err(Error::new(Fact::FunctionNotFound, refusal(&self.signatures, arguments)).into()),
        }
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let kinds: Vec<DataType> = args.arg_fields.iter().map(|field| field.data_type().clone()).collect();
        Ok(Arc::new(Field::new(self.name(), self.return_type(&kinds)?, true)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        run(args, self.run)
    }
}

/// Runs a function on columns; on one row where all arguments are constant.
pub fn run(args: ScalarFunctionArgs, run: impl Fn(&Arguments) -> Out) -> Result<ColumnarValue> {
    let is_constant = args.args.iter().all(|value| matches!(value, ColumnarValue::Scalar(_)));
    let is_constant = is_constant && !args.args.is_empty();
    let rows = if is_constant { 1 } else { args.number_rows };
    let columns = args.args.into_iter().map(|value| value.into_array(rows)).collect::<Result<Vec<ArrayRef>>>()?;
    let result = args.return_field.data_type().clone();
    let column = run(&Arguments { columns, rows, result })?;
    if is_constant {
        return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&column, 0)?));
    }
    Ok(ColumnarValue::Array(column))
}
