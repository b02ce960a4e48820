//! Arrays as sets: the first of equal items counts, and the order stays.

use std::collections::HashSet;

use arrow::array::{Array, ArrayRef};
use arrow::compute::concat;

use super::{comparable, items, picked, place, range};
use crate::functions::arguments::{Arguments, Out};
use crate::functions::scalar::{Definition, scalar};

pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["array_distinct(array(T)) -> array(T)"], distinct),
        scalar(&["array_union(array(T), array(T)) -> array(T)"], union),
        scalar(&["array_intersect(array(T), array(T)) -> array(T)"], |a| kept(a, true)),
        scalar(&["array_except(array(T), array(T)) -> array(T)"], |a| kept(a, false)),
        scalar(&["arrays_overlap(array(T), array(T)) -> boolean"], overlap),
    ]
}

fn distinct(a: &Arguments) -> Out {
    let rows = comparable(&[items(a, 0)])?;
    picked(a, items(a, 0), |row| {
        let mut taken = HashSet::new();
        Ok(Some(
            range(a, 0, row)
                .filter(|item| taken.insert(rows[0].row(*item).data().to_vec()))
                .map(place)
                .collect(),
        ))
    })
}

fn union(a: &Arguments) -> Out {
    let (left, right) = (items(a, 0), items(a, 1));
    let rows = comparable(&[left, right])?;
    let source: ArrayRef = concat(&[left.as_ref(), right.as_ref()])?;
    picked(a, &source, |row| {
        let mut taken = HashSet::new();
        let mut all = Vec::new();
        for (side, start) in [(0, 0), (1, left.len())] {
            for item in range(a, side, row) {
                if taken.insert(rows[side].row(item).data().to_vec()) {
                    all.push(place(start + item));
                }
            }
        }
        Ok(Some(all))
    })
}

fn kept(a: &Arguments, both: bool) -> Out {
    let rows = comparable(&[items(a, 0), items(a, 1)])?;
    picked(a, items(a, 0), |row| {
        let other: HashSet<&[u8]> = range(a, 1, row).map(|item| rows[1].row(item).data()).collect();
        let mut taken = HashSet::new();
        let is_kept = |item: &usize| {
            let data = rows[0].row(*item).data();
            other.contains(data) == both && taken.insert(data.to_vec())
        };
        Ok(Some(range(a, 0, row).filter(is_kept).map(place).collect()))
    })
}

fn overlap(a: &Arguments) -> Out {
    let (left, right) = (items(a, 0), items(a, 1));
    let rows = comparable(&[left, right])?;
    a.booleans(|row| {
        let present = range(a, 1, row).filter(|item| right.is_valid(*item));
        let other: HashSet<&[u8]> = present.map(|item| rows[1].row(item).data()).collect();
        let mut own = range(a, 0, row).filter(|item| left.is_valid(*item));
        if own.any(|item| other.contains(rows[0].row(item).data())) {
            return Ok(Some(true));
        }
        let has_null = range(a, 0, row).any(|item| left.is_null(item))
            || range(a, 1, row).any(|item| right.is_null(item));
        Ok(if has_null { None } else { Some(false) })
    })
}
