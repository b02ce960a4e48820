//! Arrays from arrays, and from numbers.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, Int64Array};
use arrow::compute::concat;
use arrow::datatypes::DataType;

use super::{items, picked, place, range};
use crate::error::Error;
use crate::functions::arguments::{Arguments, Out, Places, invalid};
use crate::functions::scalar::{Definition, scalar};
use crate::limits::SEQUENCE_MAX;
use crate::render;

pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["concat(array(T)...) -> array(T)"], concat_arrays),
        scalar(&["concat(array(T), T) -> array(T)"], |a| with_item(a, 0)),
        scalar(&["concat(T, array(T)) -> array(T)"], |a| with_item(a, 1)),
        scalar(&["cardinality(array(T)) -> bigint", "cardinality(map(K, V)) -> bigint"], cardinality),
        scalar(&["element_at(array(T), bigint) -> T", "element_at(map(K, V), K) -> V"], element_at),
        scalar(&["slice(array(T), bigint, bigint) -> array(T)"], slice),
        scalar(&["reverse(array(T)) -> array(T)"], reverse),
        scalar(&["flatten(array(array(T))) -> array(T)"], flatten),
        scalar(&["repeat(T, bigint) -> array(T)"], repeat),
        scalar(
            &[
                "sequence(bigint, bigint) -> array(bigint)",
                "sequence(bigint, bigint, bigint) -> array(bigint)",
            ],
            sequence,
        ),
        scalar(
            &[
                "sequence(date, date) -> array(date)",
                "sequence(date, date, interval day to second) -> array(date)",
            ],
            dates,
        ),
        scalar(
            &[
                "array_join(array(T), varchar) -> varchar",
                "array_join(array(T), varchar, varchar) -> varchar",
            ],
            join,
        ),
    ]
}

/// The items of all arguments as one column, and where those of each argument begin.
fn gathered(a: &Arguments) -> Result<(ArrayRef, Vec<usize>), Error> {
    let columns: Vec<&ArrayRef> = (0..a.count()).map(|index| items(a, index)).collect();
    let mut starts = vec![0];
    for column in &columns {
        starts.push(starts.last().copied().unwrap_or(0) + column.len());
    }
    let columns: Vec<&dyn Array> = columns.into_iter().map(AsRef::as_ref).collect();
    Ok((concat(&columns)?, starts))
}

fn concat_arrays(a: &Arguments) -> Out {
    let (source, starts) = gathered(a)?;
    picked(a, &source, |row| {
        let all = (0..a.count()).flat_map(|index| range(a, index, row).map(move |item| (index, item)));
        Ok(Some(all.map(|(index, item)| place(starts[index] + item)).collect()))
    })
}

/// An array with an item more, at its end or beginning.
fn with_item(a: &Arguments, array: usize) -> Out {
    let item = 1 - array;
    let source = concat(&[items(a, array).as_ref(), a.columns[item].as_ref()])?;
    let start = items(a, array).len();
    let places = (0..a.rows).map(|row| {
        if a.is_null(array, row) {
            return None;
        }
        let mut all: Vec<Option<u32>> = range(a, array, row).map(place).collect();
        all.insert(if array == 0 { all.len() } else { 0 }, place(start + row));
        Some(all)
    });
    a.lists(&source, places.collect())
}

fn cardinality(a: &Arguments) -> Out {
    use arrow::array::AsArray;
    let is_map = matches!(a.kind(0), DataType::Map(..));
    a.bigints(|row| {
        let length = if is_map {
            a.columns[0].as_map().value_length(row)
        } else {
            a.columns[0].as_list::<i32>().value_length(row)
        };
        Ok(Some(i64::from(length)))
    })
}

fn element_at(a: &Arguments) -> Out {
    use arrow::array::AsArray;
    if matches!(a.kind(0), DataType::Map(..)) {
        let map = a.columns[0].as_map();
        let mut places = Vec::with_capacity(a.rows);
        for row in 0..a.rows {
            let found = if a.any_null(row) {
                None
            } else {
                crate::functions::find(map.value(row).column(0), &a.columns[1], row)?
            };
            let start = usize::try_from(map.value_offsets()[row]).unwrap_or(0);
            places.push(found.and_then(|index| place(start + index)));
        }
        return a.picks(map.values(), places);
    }
    let mut places = Vec::with_capacity(a.rows);
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let (range, index) = (range(a, 0, row), a.long(1, row));
        if index == 0 {
            return Err(invalid("SQL array indices start at 1"));
        }
        places.push(nth(&range, index).and_then(place));
    }
    a.picks(items(a, 0), places)
}

/// The item counted from 1, or from the end.
fn nth(range: &std::ops::Range<usize>, index: i64) -> Option<usize> {
    let apart = usize::try_from(index.unsigned_abs()).ok()?;
    let found = if index > 0 { range.start.checked_add(apart - 1)? } else { range.end.checked_sub(apart)? };
    range.contains(&found).then_some(found)
}

fn slice(a: &Arguments) -> Out {
    picked(a, items(a, 0), |row| {
        let (range, start, length) = (range(a, 0, row), a.long(1, row), a.long(2, row));
        if start == 0 {
            return Err(invalid("SQL array indices start at 1"));
        }
        let length =
            usize::try_from(length).map_err(|_| invalid("length must be greater than or equal to 0"))?;
        let Some(first) = nth(&range, start) else { return Ok(Some(Vec::new())) };
        Ok(Some((first..first.saturating_add(length).min(range.end)).map(place).collect()))
    })
}

fn reverse(a: &Arguments) -> Out {
    picked(a, items(a, 0), |row| Ok(Some(range(a, 0, row).rev().map(place).collect())))
}

fn flatten(a: &Arguments) -> Out {
    use arrow::array::AsArray;
    let inner = items(a, 0).as_list::<i32>();
    picked(a, inner.values(), |row| {
        let all = range(a, 0, row).filter(|index| inner.is_valid(*index)).flat_map(|index| {
            let offsets = inner.value_offsets();
            offsets[index]..offsets[index + 1]
        });
        Ok(Some(all.map(|item| u32::try_from(item).ok()).collect()))
    })
}

fn too_many() -> Error {
    invalid(format!("result of sequence function must not have more than {SEQUENCE_MAX} entries"))
}

fn repeat(a: &Arguments) -> Out {
    let places = (0..a.rows).map(|row| {
        if a.is_null(1, row) {
            return Ok(None);
        }
        let count = usize::try_from(a.long(1, row)).unwrap_or(0);
        if count > SEQUENCE_MAX {
            return Err(invalid(format!(
                "count argument of repeat function must be less than or equal to {SEQUENCE_MAX}"
            )));
        }
        Ok(Some(vec![place(row); count]))
    });
    a.lists(&a.columns[0], places.collect::<Result<Vec<_>, Error>>()?)
}

/// The steps from one number to another.
fn steps(from: i64, to: i64, step: i64) -> Result<Vec<i64>, Error> {
    if step == 0 {
        return Err(invalid("step must not be zero"));
    }
    let apart = i128::from(to) - i128::from(from);
    if apart != 0 && (apart > 0) != (step > 0) {
        return Err(invalid(
            "sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start",
        ));
    }
    let count = apart / i128::from(step) + 1;
    if count > SEQUENCE_MAX as i128 {
        return Err(too_many());
    }
    Ok((0..i64::try_from(count).unwrap_or(0)).map(|index| from + index * step).collect())
}

fn numbers(
    a: &Arguments,
    each: impl Fn(usize) -> Result<Vec<i64>, Error>,
) -> Result<(Int64Array, Places), Error> {
    let (mut all, mut places) = (Vec::new(), Vec::new());
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let start = all.len();
        all.extend(each(row)?);
        places.push(Some((start..all.len()).map(place).collect()));
    }
    Ok((Int64Array::from(all), places))
}

fn sequence(a: &Arguments) -> Out {
    let (all, places) = numbers(a, |row| {
        let (from, to) = (a.long(0, row), a.long(1, row));
        steps(
            from,
            to,
            if a.count() > 2 {
                a.long(2, row)
            } else if from <= to {
                1
            } else {
                -1
            },
        )
    })?;
    let all: ArrayRef = Arc::new(all);
    a.lists(&all, places)
}

fn dates(a: &Arguments) -> Out {
    use arrow::array::AsArray;
    use arrow::datatypes::IntervalDayTimeType;
    let (all, places) = numbers(a, |row| {
        let (from, to) = (i64::from(a.date(0, row)), i64::from(a.date(1, row)));
        let step = if a.count() > 2 {
            i64::from(a.columns[2].as_primitive::<IntervalDayTimeType>().value(row).days)
        } else if from <= to {
            1
        } else {
            -1
        };
        steps(from, to, step)
    })?;
    let days: ArrayRef = Arc::new(all);
    let days = arrow::compute::cast(&days, &DataType::Int32)?;
    let days = arrow::compute::cast(&days, &DataType::Date32)?;
    a.lists(&days, places)
}

fn join(a: &Arguments) -> Out {
    a.texts(|row| {
        let list = a.list(0, row);
        let mut parts = Vec::with_capacity(list.len());
        for index in 0..list.len() {
            match render::text(list.as_ref(), index)? {
                Some(text) => parts.push(text),
                None if a.count() > 2 => parts.push(a.str(2, row).to_owned()),
                None => {}
            }
        }
        Ok(Some(parts.join(a.str(1, row))))
    })
}
