//! `a[1]` and `m['key']`: what is not there is an error, unlike in `element_at`.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::kernels::cmp::eq;
use arrow::datatypes::DataType;

use crate::error::Error;
use crate::functions::arguments::{Arguments, Out, invalid};
use crate::render;

/// `$subscript(array, index)` or `$subscript(map, key)`.
pub fn subscript(arguments: &Arguments) -> Out {
    if matches!(arguments.kind(0), DataType::Map(..)) { of_map(arguments) } else { of_array(arguments) }
}

fn of_array(arguments: &Arguments) -> Out {
    let list = arguments.columns[0].as_list::<i32>();
    let mut places = Vec::with_capacity(arguments.rows);
    for row in 0..arguments.rows {
        if arguments.any_null(row) {
            places.push(None);
            continue;
        }
        let (index, length) = (arguments.long(1, row), i64::from(list.value_length(row)));
        if index == 0 {
            return Err(invalid("SQL array indices start at 1"));
        }
        if index < 0 {
            return Err(invalid(format!("Array subscript is negative: {index}")));
        }
        if index > length {
            let words =
                format!("Array subscript must be less than or equal to array length: {index} > {length}");
            return Err(invalid(words));
        }
        places.push(place(list.value_offsets()[row], index - 1));
    }
    arguments.picks(list.values(), places)
}

fn place(offset: i32, index: i64) -> Option<u32> {
    u32::try_from(i64::from(offset) + index).ok()
}

fn of_map(arguments: &Arguments) -> Out {
    let map = arguments.columns[0].as_map();
    let mut places = Vec::with_capacity(arguments.rows);
    for row in 0..arguments.rows {
        if arguments.any_null(row) {
            places.push(None);
            continue;
        }
        match find(map.value(row).column(0), &arguments.columns[1], row)? {
            Some(index) => places.push(place(map.value_offsets()[row], index as i64)),
            None => {
                let key = render::text(arguments.columns[1].as_ref(), row)?.unwrap_or_default();
                return Err(invalid(format!("Key not present in map: {key}")));
            }
        }
    }
    arguments.picks(map.values(), places)
}

/// Where among `keys` the key at `row` is.
pub fn find(keys: &ArrayRef, wanted: &ArrayRef, row: usize) -> Result<Option<usize>, Error> {
    if let (DataType::Utf8, DataType::Utf8) = (keys.data_type(), wanted.data_type()) {
        let (keys, wanted) = (keys.as_string::<i32>(), wanted.as_string::<i32>().value(row));
        return Ok((0..keys.len()).find(|index| keys.value(*index) == wanted));
    }
    let wanted = arrow::array::Scalar::new(wanted.slice(row, 1));
    Ok(eq(keys, &wanted)?.iter().position(|is| is == Some(true)))
}
