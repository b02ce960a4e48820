//! Functions that take functions: `transform(a, x -> x + 1)`.
//!
//! A lambda is asked once for all items of a batch; `reduce` once for each place. What the lambda takes from around
//! itself is repeated for every item.

mod ask;
mod kinds;
mod zip;

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::Result;
use datafusion::logical_expr::{
    ColumnarValue, HigherOrderFunctionArgs, HigherOrderReturnFieldArgs, HigherOrderSignature, HigherOrderUDF,
    HigherOrderUDFImpl, LambdaParametersProgress, ValueOrLambda, Volatility,
};

use crate::error::{Error, Fact};
use crate::types::to_trino;
use kinds::Kind;

/// The group.
pub fn functions() -> Vec<HigherOrderUDF> {
    Kind::ALL
        .into_iter()
        .map(|(name, kind)| HigherOrderUDF::new_from_impl(Lambda { name, kind, signature: signature() }))
        .collect()
}

fn signature() -> HigherOrderSignature {
    HigherOrderSignature::variadic_any(Volatility::Immutable)
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Lambda {
    name: &'static str,
    kind: Kind,
    signature: HigherOrderSignature,
}

impl Lambda {
    fn refused<L>(&self, fields: &[ValueOrLambda<FieldRef, L>]) -> Error {
        let given = fields.iter().map(|field| match field {
            ValueOrLambda::Value(field) => to_trino(field.data_type()),
            ValueOrLambda::Lambda(_) => "function".to_owned(),
        });
        let words = format!(
            "Unexpected parameters ({}) for function {}. Expected: {}",
            given.collect::<Vec<_>>().join(", "),
            self.name,
            self.kind.expected()
        );
        Error::new(Fact::FunctionNotFound, words)
    }
}

/// The types of the values among the arguments.
fn values<L>(fields: &[ValueOrLambda<FieldRef, L>]) -> Vec<DataType> {
    let kind = |field: &ValueOrLambda<FieldRef, L>| match field {
        ValueOrLambda::Value(field) => Some(field.data_type().clone()),
        ValueOrLambda::Lambda(_) => None,
    };
    fields.iter().filter_map(kind).collect()
}

impl HigherOrderUDFImpl for Lambda {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &HigherOrderSignature {
        &self.signature
    }

    fn coerce_value_types(&self, kinds: &[DataType]) -> Result<Vec<DataType>> {
        Ok(kinds.to_vec())
    }

    fn lambda_parameters(
        &self,
        _: usize,
        fields: &[ValueOrLambda<FieldRef, Option<FieldRef>>],
    ) -> Result<LambdaParametersProgress> {
        let parameters = self.kind.parameters(&values(fields)).ok_or_else(|| self.refused(fields))?;
        let field = |kind: DataType| Arc::new(Field::new("", kind, true)) as FieldRef;
        let parameters = parameters.into_iter().map(|kinds| kinds.into_iter().map(field).collect());
        Ok(LambdaParametersProgress::Complete(parameters.collect()))
    }

    fn return_field_from_args(&self, args: HigherOrderReturnFieldArgs<'_>) -> Result<FieldRef> {
        let bodies: Vec<DataType> = args
            .arg_fields
            .iter()
            .filter_map(|field| match field {
                ValueOrLambda::Lambda(body) => Some(body.data_type().clone()),
                ValueOrLambda::Value(_) => None,
            })
            .collect();
        let result = self.kind.result(&values(args.arg_fields), &bodies);
        let result = result.ok_or_else(|| self.refused(args.arg_fields))?;
        Ok(Arc::new(Field::new(self.name, result, true)))
    }

    fn invoke_with_args(&self, args: HigherOrderFunctionArgs) -> Result<ColumnarValue> {
        Ok(ColumnarValue::Array(ask::carry_out(self.kind, args)?))
    }
}
