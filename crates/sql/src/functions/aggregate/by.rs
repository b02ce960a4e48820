//! `max_by(x, y)`: the x of the greatest y.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef};
use arrow::compute::{SortOptions, sort_to_indices};
use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{Accumulator, AggregateUDF, AggregateUDFImpl, Signature, Volatility};

/// `max_by` or `min_by`.
pub fn function(name: &'static str, greatest: bool) -> AggregateUDF {
    AggregateUDF::new_from_impl(By { name, greatest, signature: Signature::any(2, Volatility::Immutable) })
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct By {
    name: &'static str,
    greatest: bool,
    signature: Signature,
}

impl AggregateUDFImpl for By {
    fn name(&self) -> &str {
        self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        Ok(arguments[0].clone())
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let field = |name: &str, kind: &DataType| Arc::new(Field::new(name, kind.clone(), true));
        Ok(vec![
            field("value", args.input_fields[0].data_type()),
            field("key", args.input_fields[1].data_type()),
        ])
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        let kind = |index: usize| ScalarValue::try_from(args.expr_fields[index].data_type());
        Ok(Box::new(Best { value: kind(0)?, key: kind(1)?, greatest: self.greatest }))
    }
}

/// The best so far.
#[derive(Debug)]
struct Best {
    value: ScalarValue,
    key: ScalarValue,
    greatest: bool,
}

impl Best {
    fn look(&mut self, values: &ArrayRef, keys: &ArrayRef) -> Result<()> {
        let options = SortOptions { descending: self.greatest, nulls_first: false };
        let best = sort_to_indices(keys, Some(options), Some(1))?;
        let Some(index) =
            (!best.is_empty()).then(|| best.value(0) as usize).filter(|index| keys.is_valid(*index))
        else {
            return Ok(());
        };
        let key = ScalarValue::try_from_array(keys, index)?;
        let is_better = self.key.is_null()
            || match key.partial_cmp(&self.key) {
                Some(order) => order.is_gt() == self.greatest && order.is_ne(),
                None => false,
            };
        if is_better {
            self.value = ScalarValue::try_from_array(values, index)?;
            self.key = key;
        }
        Ok(())
    }
}

impl Accumulator for Best {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.look(&values[0], &values[1])
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        self.look(&states[0], &states[1])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(self.value.clone())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.value.clone(), self.key.clone()])
    }

    fn size(&self) -> usize {
        std::mem::size_of_val(self) + self.value.size() + self.key.size()
    }
}
