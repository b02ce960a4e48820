//! Arrays: built, searched, sorted, set apart. Items are compared by their row encoding, so that all types go.

mod combine;
mod search;
mod sets;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::row::{RowConverter, Rows, SortField};

use super::arguments::{Arguments, Out};
use super::scalar::Definition;
use crate::error::Error;

/// The group.
pub fn functions() -> Vec<Definition> {
    combine::functions().into_iter().chain(search::functions()).chain(sets::functions()).collect()
}

/// Where the items of an array lie among all items.
pub(super) fn range(a: &Arguments, index: usize, row: usize) -> std::ops::Range<usize> {
    let offsets = a.columns[index].as_list::<i32>().value_offsets();
    usize::try_from(offsets[row]).unwrap_or(0)..usize::try_from(offsets[row + 1]).unwrap_or(0)
}

/// All items of a column of arrays.
pub(super) fn items(a: &Arguments, index: usize) -> &ArrayRef {
    a.columns[index].as_list::<i32>().values()
}

/// The items of columns of one type, in a form that can be compared.
pub(super) fn comparable(columns: &[&ArrayRef]) -> Result<Vec<Rows>, Error> {
    let kind = columns[0].data_type().clone();
    let converter = RowConverter::new(vec![SortField::new(kind)])?;
    columns.iter().map(|column| Ok(converter.convert_columns(&[ArrayRef::clone(column)])?)).collect()
}

/// A place as Arrow's kernels take it.
pub(super) fn place(index: usize) -> Option<u32> {
    u32::try_from(index).ok()
}

/// Places of items, row by row; null where an argument is.
pub(super) fn picked(
    a: &Arguments,
    source: &ArrayRef,
    mut each: impl FnMut(usize) -> Result<Option<Vec<Option<u32>>>, Error>,
) -> Out {
    let places = (0..a.rows).map(|row| if a.any_null(row) { Ok(None) } else { each(row) });
    let places = places.collect::<Result<Vec<_>, Error>>()?;
    a.lists(source, places)
}
