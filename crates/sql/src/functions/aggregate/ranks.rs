//! Aggregates of values in order: `max(x, n)` and the like, `approx_percentile`.
//!
//! Percentiles are exact here: the value at `floor(p * n)` of those in order, as Trino's digest has it for few.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, ListArray, UInt32Array, new_null_array};
use arrow::buffer::OffsetBuffer;
use arrow::compute::{SortOptions, sort_to_indices, take};
use arrow::datatypes::{DataType, Field, Float64Type, Int64Type};
use datafusion::logical_expr::AggregateUDF;

use super::gathered::gathered;
use crate::error::Error;
use crate::functions::arguments::{Out, invalid};
use crate::limits::SEQUENCE_MAX;

pub fn functions() -> Vec<AggregateUDF> {
    vec![
        gathered(&["$max(T, bigint) -> array(T)"], |columns, _| {
            extreme(&columns[0], &columns[0], &columns[1], true)
        }),
        gathered(&["$min(T, bigint) -> array(T)"], |columns, _| {
            extreme(&columns[0], &columns[0], &columns[1], false)
        }),
        gathered(&["$max_by(T, U, bigint) -> array(T)"], |columns, _| {
            extreme(&columns[0], &columns[1], &columns[2], true)
        }),
        gathered(&["$min_by(T, U, bigint) -> array(T)"], |columns, _| {
            extreme(&columns[0], &columns[1], &columns[2], false)
        }),
        percentiles(),
    ]
}

/// The values of the greatest or least keys, the best first; keys that are null do not count.
fn extreme(values: &ArrayRef, keys: &ArrayRef, counts: &ArrayRef, greatest: bool) -> Out {
    let field = Arc::new(Field::new_list_field(values.data_type().clone(), true));
    let Some(count) = counts.as_primitive::<Int64Type>().iter().flatten().next() else {
        return Ok(new_null_array(&DataType::List(field), 1));
    };
    let count = usize::try_from(count).ok().filter(|count| (1..=SEQUENCE_MAX).contains(count));
    let count =
        count.ok_or_else(|| invalid(format!("the count must be positive and not over {SEQUENCE_MAX}")))?;
    let options = SortOptions { descending: greatest, nulls_first: false };
    let order = sort_to_indices(keys, Some(options), Some(count))?;
    let places: UInt32Array =
        order.values().iter().copied().filter(|row| keys.is_valid(*row as usize)).map(Some).collect();
    if places.is_empty() {
        return Ok(new_null_array(&DataType::List(field), 1));
    }
    let items = take(values.as_ref(), &places, None)?;
    Ok(Arc::new(ListArray::try_new(field, OffsetBuffer::from_lengths([items.len()]), items, None)?))
}

fn percentiles() -> AggregateUDF {
    gathered(
        &[
            "approx_percentile(bigint, double) -> bigint",
            "approx_percentile(real, double) -> real",
            "approx_percentile(double, double) -> double",
            "approx_percentile(bigint, array(double)) -> array(bigint)",
            "approx_percentile(real, array(double)) -> array(real)",
            "approx_percentile(double, array(double)) -> array(double)",
            "approx_percentile(bigint, double, double) -> bigint",
            "approx_percentile(real, double, double) -> real",
            "approx_percentile(double, double, double) -> double",
            "approx_percentile(bigint, double, array(double)) -> array(bigint)",
            "approx_percentile(real, double, array(double)) -> array(real)",
            "approx_percentile(double, double, array(double)) -> array(double)",
        ],
        percentile,
    )
}

fn percentile(columns: &[ArrayRef], result: &DataType) -> Out {
    let (values, wanted) = (&columns[0], &columns[columns.len() - 1]);
    if wanted.null_count() > 0 {
        return Err(invalid("Percentile cannot be null"));
    }
    let weights = (columns.len() > 2).then(|| columns[1].as_primitive::<Float64Type>());
    let options = SortOptions { descending: false, nulls_first: false };
    let order = sort_to_indices(values, Some(options), None)?;
    let mut ranked: Vec<(u32, f64)> = Vec::with_capacity(order.len());
    let mut sum = 0.0;
    for row in order.values().iter().copied().filter(|row| values.is_valid(*row as usize)) {
        let weight = weights.map_or(1.0, |weights| {
            if weights.is_null(row as usize) { 0.0 } else { weights.value(row as usize) }
        });
        if weight < 0.0 || !weight.is_finite() {
            return Err(invalid("percentile weight must be > 0"));
        }
        if weight > 0.0 {
            sum += weight;
            ranked.push((row, sum));
        }
    }
    if ranked.is_empty() {
        return Ok(new_null_array(result, 1));
    }
    let at = |p: f64| -> Result<u32, Error> {
        if !(0.0..=1.0).contains(&p) {
            return Err(invalid("Percentile must be between 0 and 1"));
        }
        let index = ranked.partition_point(|(_, upto)| *upto <= p * sum);
        Ok(ranked[index.min(ranked.len() - 1)].0)
    };
    if let DataType::List(_) = wanted.data_type() {
        let wanted = wanted.as_list::<i32>().value(0);
        if wanted.null_count() > 0 {
            return Err(invalid("Percentile cannot be null"));
        }
        let places = wanted
            .as_primitive::<Float64Type>()
            .values()
            .iter()
            .map(|p| at(*p))
            .collect::<Result<Vec<_>, _>>()?;
        let items = take(values.as_ref(), &UInt32Array::from(places), None)?;
        let field = Arc::new(Field::new_list_field(items.data_type().clone(), true));
        return Ok(Arc::new(ListArray::try_new(
            field,
            OffsetBuffer::from_lengths([items.len()]),
            items,
            None,
        )?));
    }
    let place = at(wanted.as_primitive::<Float64Type>().value(0))?;
    Ok(take(values.as_ref(), &UInt32Array::from(vec![place]), None)?)
}
