//! A scalar function as DataFusion wants it, made of forms: a signature each, and what it does to columns.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature as Accepts,
    Volatility,
};

use super::arguments::{Arguments, Out};
use super::signature::{Fit, Signature, refusal};
use crate::error::{Error, Fact};

/// What a function does.
pub type Run = fn(&Arguments) -> Out;

/// Tells the result's type by those of the arguments, where no signature can.
pub type Typed = fn(&[DataType]) -> Option<DataType>;

#[derive(Clone, Debug)]
enum Form {
    Written(Signature, Run),
    Free(Typed, Run),
}

impl Form {
    fn fit(&self, arguments: &[DataType]) -> Option<Fit> {
        match self {
            Self::Written(signature, _) => signature.fit(arguments),
            Self::Free(typed, _) => {
                typed(arguments).map(|result| Fit { arguments: arguments.to_vec(), result, changes: 0 })
            }
        }
    }

    fn run(&self) -> Run {
        match self {
            Self::Written(_, run) | Self::Free(_, run) => *run,
        }
    }
}

/// A function before it is built.
pub struct Definition {
    name: &'static str,
    forms: Vec<Form>,
    volatility: Volatility,
}

/// A function of these signatures, which all have the same name.
pub fn scalar(signatures: &[&'static str], run: Run) -> Definition {
    let signatures: Vec<Signature> = signatures.iter().map(|text| Signature::of(text)).collect();
    let name =
        signatures.first().map(|signature| signature.name).expect("invariant: a function has a signature");
    let forms = signatures.into_iter().map(|signature| Form::Written(signature, run)).collect();
    Definition { name, forms, volatility: Volatility::Immutable }
}

/// A function whose types no signature can tell.
pub fn scalar_of(name: &'static str, typed: Typed, run: Run) -> Definition {
    Definition { name, forms: vec![Form::Free(typed, run)], volatility: Volatility::Immutable }
}

impl Definition {
    /// It answers something else each time, as `random()` does.
    #[must_use]
    pub fn volatile(mut self) -> Self {
        self.volatility = Volatility::Volatile;
        self
    }

    /// The function's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The same with the forms of another function of this name.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        self.forms.extend(other.forms);
        self
    }

    /// The function, for DataFusion.
    pub fn build(self) -> ScalarUDF {
        let accepts = Accepts::user_defined(self.volatility);
        ScalarUDF::new_from_impl(Function { name: self.name, forms: self.forms, accepts })
    }
}

#[derive(Debug)]
struct Function {
    name: &'static str,
    forms: Vec<Form>,
    accepts: Accepts,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Function {}

impl Hash for Function {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl Function {
    /// The form with the fewest changes; the earlier where two are equal.
    fn choose(&self, arguments: &[DataType]) -> Option<(&Form, Fit)> {
        let fits = self.forms.iter().filter_map(|form| Some((form, form.fit(arguments)?)));
        fits.min_by_key(|(_, fit)| fit.changes)
    }
}

impl ScalarUDFImpl for Function {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Accepts {
        &self.accepts
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        // What does not fit is refused by the result's type, in our own words.
        Ok(self.choose(arguments).map_or_else(|| arguments.to_vec(), |(_, fit)| fit.arguments))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        if let Some((_, fit)) = self.choose(arguments) {
            return Ok(fit.result);
        }
        let signatures = self.forms.iter().filter_map(|form| match form {
            Form::Written(signature, _) => Some(signature.text),
            Form::Free(..) => None,
        });
        let words = refusal(self.name, &signatures.collect::<Vec<_>>(), arguments);
        Err(Error::new(Fact::FunctionNotFound, words).into())
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let kinds: Vec<DataType> = args.arg_fields.iter().map(|field| field.data_type().clone()).collect();
        Ok(Arc::new(Field::new(self.name, self.return_type(&kinds)?, true)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let kinds: Vec<DataType> = args.args.iter().map(ColumnarValue::data_type).collect();
        let chosen = self.choose(&kinds).map(|(form, _)| form.run());
        let chosen =
            chosen.ok_or_else(|| Error::new(Fact::Internal, format!("{} has other arguments", self.name)))?;
        run(args, chosen)
    }
}

/// Runs a function on columns; on one row where all arguments are constant.
pub fn run(args: ScalarFunctionArgs, run: impl Fn(&Arguments) -> Out) -> Result<ColumnarValue> {
    let is_constant = args.args.iter().all(|value| matches!(value, ColumnarValue::Scalar(_)));
    let is_constant = is_constant && !args.args.is_empty();
    let rows = if is_constant { 1 } else { args.number_rows };
    let columns =
        args.args.into_iter().map(|value| value.into_array(rows)).collect::<Result<Vec<ArrayRef>>>()?;
    let result = args.return_field.data_type().clone();
    let column = run(&Arguments { columns, rows, result })?;
    if is_constant {
        return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&column, 0)?));
    }
    Ok(ColumnarValue::Array(column))
}
