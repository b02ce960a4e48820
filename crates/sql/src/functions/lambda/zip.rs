//! `map_zip_with(map, map, (k, v, w) -> …)`: keys of both maps, those of the first before the others.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, MapArray, StructArray, UInt32Array};
use arrow::buffer::{NullBuffer, OffsetBuffer};
use arrow::compute::{concat, take};
use arrow::datatypes::DataType;
use datafusion::common::Result;

use super::ask::{Call, ask};
use crate::error::{Error, Fact};
use crate::functions::array::{comparable, place};
use crate::functions::cast;

/// What a map lacks is null in the lambda's hands.
pub fn maps(call: &Call) -> Result<ArrayRef> {
    let (left, right) = (call.values[0].as_map(), call.values[1].as_map());
    let compared = comparable(&[left.keys(), right.keys()])?;
    let range = |map: &MapArray, row: usize| {
        let at = |index: usize| usize::try_from(map.value_offsets()[index]).unwrap_or(0);
        at(row)..at(row + 1)
    };
    let (mut rows, mut keys, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    let nulls: NullBuffer =
        (0..call.rows).map(|row| left.is_valid(row) && right.is_valid(row)).collect::<Vec<_>>().into();
    for row in 0..call.rows {
        let start = keys.len();
        if nulls.is_valid(row) {
            let mut others: HashMap<&[u8], usize> =
                range(right, row).map(|entry| (compared[1].row(entry).data(), entry)).collect();
            for entry in range(left, row) {
                keys.push(place(entry));
                lefts.push(place(entry));
                rights.push(others.remove(compared[0].row(entry).data()).and_then(place));
            }
            for entry in range(right, row).filter(|entry| others.contains_key(compared[1].row(*entry).data()))
            {
                keys.push(place(left.keys().len() + entry));
                lefts.push(None);
                rights.push(place(entry));
            }
        }
        lengths.push(keys.len() - start);
        rows.extend(std::iter::repeat_n(place(row).unwrap_or(u32::MAX), keys.len() - start));
    }
    let keys =
        take(&concat(&[left.keys().as_ref(), right.keys().as_ref()])?, &UInt32Array::from(keys), None)?;
    let lefts = take(left.values().as_ref(), &UInt32Array::from(lefts), None)?;
    let rights = take(right.values().as_ref(), &UInt32Array::from(rights), None)?;
    let values = ask(&call.lambdas[0], &[&keys, &lefts, &rights], &rows.into())?;
    let DataType::Map(field, sorted) = &call.result else {
        return Err(Error::new(Fact::Internal, "a map is wanted").into());
    };
    let DataType::Struct(fields) = field.data_type() else {
        return Err(Error::new(Fact::Internal, "a map's entries are rows").into());
    };
    let values = cast(&values, fields[1].data_type(), false)?;
    let entries = StructArray::try_new(fields.clone(), vec![keys, values], None)?;
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(MapArray::try_new(Arc::clone(field), offsets, entries, Some(nulls), *sorted)?))
}
