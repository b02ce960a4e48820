//! Aggregates over all values of a group at once: their arguments are kept, the result is made at the end.
//!
//! What is kept counts as the query's memory, and is the state that parts of a group exchange. Columns by which ORDER BY
//! within the brackets sorts are kept behind the arguments.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, ListArray, UInt32Array, new_empty_array};
use arrow::buffer::OffsetBuffer;
use arrow::compute::{SortColumn, SortOptions, concat, lexsort_to_indices, take_arrays};
use arrow::datatypes::{DataType, Field, FieldRef};
use arrow::row::{RowConverter, SortField};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::AggregateOrderSensitivity;
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, Signature as Accepts, Volatility,
};

use crate::error::{Error, Fact};
use crate::functions::arguments::Out;
use crate::functions::signature::{Fit, Signature, refusal};
use crate::types::array_of;

/// Makes a column of one value of all values of a group, which are columns of the same length.
pub type Finish = fn(&[ArrayRef], &DataType) -> Out;

/// An aggregate of these signatures, which all have the same name.
pub fn gathered(signatures: &[&'static str], finish: Finish) -> AggregateUDF {
    let signatures: Vec<Signature> = signatures.iter().map(|text| Signature::of(text)).collect();
    AggregateUDF::new_from_impl(Gathered {
        signatures,
        finish,
        accepts: Accepts::user_defined(Volatility::Immutable),
    })
}

#[derive(Debug)]
struct Gathered {
    signatures: Vec<Signature>,
    finish: Finish,
    accepts: Accepts,
}

impl PartialEq for Gathered {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Gathered {}

impl Hash for Gathered {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name().hash(state);
    }
}

/// The fit with the fewest changes; the earlier signature where two are equal.
pub fn choose(signatures: &[Signature], arguments: &[DataType]) -> Option<Fit> {
    signatures.iter().filter_map(|signature| signature.fit(arguments)).min_by_key(|fit| fit.changes)
}

/// An error where no signature fits, in Trino's words.
pub fn refused(signatures: &[Signature], arguments: &[DataType]) -> Error {
    // Names that the grammar gives begin with `$`, which nobody has written.
    let plain: Vec<String> = signatures.iter().map(|signature| signature.text.replace('$', "")).collect();
    let name = signatures.first().map_or("", |signature| signature.name.trim_start_matches('$'));
    let texts: Vec<&str> = plain.iter().map(String::as_str).collect();
    Error::new(Fact::FunctionNotFound, refusal(name, &texts, arguments))
}

impl AggregateUDFImpl for Gathered {
    fn name(&self) -> &str {
        self.signatures.first().map_or("", |signature| signature.name)
    }

    fn signature(&self) -> &Accepts {
        &self.accepts
    }

    fn coerce_types(&self, arguments: &[DataType]) -> Result<Vec<DataType>> {
        Ok(choose(&self.signatures, arguments).map_or_else(|| arguments.to_vec(), |fit| fit.arguments))
    }

    fn return_type(&self, arguments: &[DataType]) -> Result<DataType> {
        match choose(&self.signatures, arguments) {
            Some(fit) => Ok(fit.result),
            None => Err(refused(&self.signatures, arguments).into()),
        }
    }

    fn state_fields(&self, args: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        let field = |(index, field): (usize, &FieldRef)| {
            Arc::new(Field::new(format!("{}[{index}]", args.name), array_of(field.data_type().clone()), true))
        };
        Ok(args.input_fields.iter().chain(args.ordering_fields).enumerate().map(field).collect())
    }

    fn accumulator(&self, args: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        let mut kinds: Vec<DataType> =
            args.expr_fields.iter().map(|field| field.data_type().clone()).collect();
        let arguments = kinds.len();
        for order in args.order_bys {
            kinds.push(order.expr.data_type(args.schema)?);
        }
        Ok(Box::new(Kept {
            columns: vec![Vec::new(); kinds.len()],
            kinds,
            arguments,
            orders: args.order_bys.iter().map(|order| order.options).collect(),
            is_distinct: args.is_distinct,
            result: args.return_field.data_type().clone(),
            bytes: 0,
            finish: self.finish,
        }))
    }

    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        // What comes in order spares nothing: it is sorted at the end, parts of a group included.
        AggregateOrderSensitivity::SoftRequirement
    }

    fn with_beneficial_ordering(self: Arc<Self>, _: bool) -> Result<Option<Arc<dyn AggregateUDFImpl>>> {
        Ok(Some(self))
    }
}

/// What came so far, batch by batch.
#[derive(Debug)]
struct Kept {
    columns: Vec<Vec<ArrayRef>>,
    kinds: Vec<DataType>,
    /// How many of the columns are arguments.
    arguments: usize,
    orders: Vec<SortOptions>,
    is_distinct: bool,
    result: DataType,
    bytes: usize,
    finish: Finish,
}

impl Kept {
    fn keep(&mut self, values: &[ArrayRef]) -> Result<()> {
        if values.first().is_none_or(|first| first.is_empty()) {
            return Ok(());
        }
        for (column, values) in self.columns.iter_mut().zip(values) {
            self.bytes += values.to_data().get_slice_memory_size()? + size_of::<ArrayRef>();
            column.push(Arc::clone(values));
        }
        Ok(())
    }

    fn whole(&self) -> Result<Vec<ArrayRef>> {
        let column = |(parts, kind): (&Vec<ArrayRef>, &DataType)| {
            if parts.is_empty() {
                return Ok(new_empty_array(kind));
            }
            let parts: Vec<&dyn Array> = parts.iter().map(AsRef::as_ref).collect();
            Ok(concat(&parts)?)
        };
        self.columns.iter().zip(&self.kinds).map(column).collect()
    }
}

/// Rows that are there more than once, once.
fn distinct(columns: &[ArrayRef]) -> Result<Vec<ArrayRef>> {
    let fields = columns.iter().map(|column| SortField::new(column.data_type().clone())).collect();
    let rows = RowConverter::new(fields)?.convert_columns(columns)?;
    let mut known = HashSet::new();
    let firsts = (0..rows.num_rows()).filter(|row| known.insert(rows.row(*row).data()));
    let firsts: UInt32Array = firsts.map(|row| u32::try_from(row).ok()).collect();
    Ok(take_arrays(columns, &firsts, None)?)
}

impl Accumulator for Kept {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        self.keep(values)
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let lists: Vec<&ListArray> = states.iter().map(|state| state.as_list::<i32>()).collect();
        let rows = lists.first().map_or(0, |list| list.len());
        for row in (0..rows).filter(|row| lists.iter().all(|list| list.is_valid(*row))) {
            self.keep(&lists.iter().map(|list| list.value(row)).collect::<Vec<_>>())?;
        }
        Ok(())
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let mut columns = self.whole()?;
        if !self.orders.is_empty() {
            let by = columns[self.arguments..].iter().zip(&self.orders);
            let by = by
                .map(|(values, options)| SortColumn { values: Arc::clone(values), options: Some(*options) });
            let order = lexsort_to_indices(&by.collect::<Vec<_>>(), None)?;
            columns = take_arrays(&columns, &order, None)?;
        }
        columns.truncate(self.arguments);
        if self.is_distinct {
            columns = distinct(&columns)?;
        }
        let column = (self.finish)(&columns, &self.result)?;
        ScalarValue::try_from_array(&column, 0)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let list = |column: ArrayRef| {
            let field = Arc::new(Field::new_list_field(column.data_type().clone(), true));
            let list = ListArray::try_new(field, OffsetBuffer::from_lengths([column.len()]), column, None)?;
            Ok(ScalarValue::List(Arc::new(list)))
        };
        self.whole()?.into_iter().map(list).collect()
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.bytes
    }
}
