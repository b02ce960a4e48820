//! What is in arrays, and where; the least and greatest; sorted.

use arrow::array::Array;

use super::{comparable, items, picked, place, range};
use crate::functions::arguments::{Arguments, Out};
use crate::functions::scalar::{Definition, scalar};

pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["contains(array(T), T) -> boolean"], contains),
        scalar(&["array_position(array(T), T) -> bigint"], position),
        scalar(&["array_remove(array(T), T) -> array(T)"], remove),
        scalar(&["array_min(array(T)) -> T"], |a| extreme(a, false)),
        scalar(&["array_max(array(T)) -> T"], |a| extreme(a, true)),
        scalar(&["array_sort(array(T)) -> array(T)"], sort),
        scalar(&["array_first(array(T)) -> T"], |a| end(a, true)),
        scalar(&["array_last(array(T)) -> T"], |a| end(a, false)),
    ]
}

fn contains(a: &Arguments) -> Out {
    let rows = comparable(&[items(a, 0), &a.columns[1]])?;
    let source = items(a, 0);
    a.booleans(|row| {
        let range = range(a, 0, row);
        let is_found = range.clone().any(|item| rows[0].row(item) == rows[1].row(row));
        // What may be it, is unknown.
        let has_null = range.clone().any(|item| source.is_null(item));
        Ok(if is_found {
            Some(true)
        } else if has_null {
            None
        } else {
            Some(false)
        })
    })
}

fn position(a: &Arguments) -> Out {
    let rows = comparable(&[items(a, 0), &a.columns[1]])?;
    a.bigints(|row| {
        let found = range(a, 0, row).position(|item| rows[0].row(item) == rows[1].row(row));
        Ok(i64::try_from(found.map_or(0, |index| index + 1)).ok())
    })
}

fn remove(a: &Arguments) -> Out {
    let rows = comparable(&[items(a, 0), &a.columns[1]])?;
    picked(a, items(a, 0), |row| {
        Ok(Some(range(a, 0, row).filter(|item| rows[0].row(*item) != rows[1].row(row)).map(place).collect()))
    })
}

/// The least or greatest item; null where one is.
fn extreme(a: &Arguments, greatest: bool) -> Out {
    let rows = comparable(&[items(a, 0)])?;
    let source = items(a, 0);
    let places = (0..a.rows).map(|row| {
        if a.any_null(row) || range(a, 0, row).any(|item| source.is_null(item)) {
            return None;
        }
        let key = |item: &usize| rows[0].row(*item);
        let range = range(a, 0, row);
        let best = if greatest { range.max_by_key(key) } else { range.min_by_key(key) };
        best.and_then(place)
    });
    a.picks(source, places.collect())
}

/// Sorted, nulls at the end.
fn sort(a: &Arguments) -> Out {
    let rows = comparable(&[items(a, 0)])?;
    let source = items(a, 0);
    picked(a, source, |row| {
        let mut all: Vec<usize> = range(a, 0, row).collect();
        all.sort_by(|left, right| {
            let nulls = source.is_null(*left).cmp(&source.is_null(*right));
            nulls.then_with(|| rows[0].row(*left).cmp(&rows[0].row(*right)))
        });
        Ok(Some(all.into_iter().map(place).collect()))
    })
}

fn end(a: &Arguments, first: bool) -> Out {
    let places = (0..a.rows).map(|row| {
        if a.any_null(row) {
            return None;
        }
        let mut range = range(a, 0, row);
        let found = if first { range.next() } else { range.next_back() };
        found.and_then(place)
    });
    a.picks(items(a, 0), places.collect())
}
