//! Maps: entries in the order in which they were put; keys are never null and never twice.

use std::collections::HashSet;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::concat;
use arrow::datatypes::DataType;

use super::arguments::{Arguments, Out, invalid};
use super::array::{comparable, items, picked, place, range};
use super::scalar::{Definition, scalar};
use crate::error::Error;
use crate::render;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["$map(array(K), array(V)) -> map(K, V)"], map),
        scalar(&["$map() -> map(unknown, unknown)"], empty),
        scalar(&["map_keys(map(K, V)) -> array(K)"], |a| side(a, true)),
        scalar(&["map_values(map(K, V)) -> array(V)"], |a| side(a, false)),
        scalar(&["map_concat(map(K, V)...) -> map(K, V)"], concat_maps),
    ]
    .into_iter()
    .chain([
        super::scalar::scalar_of("map_entries", entries_type, entries),
        super::scalar::scalar_of("map_from_entries", from_entries_type, from_entries),
    ])
    .collect()
}

type Places = Vec<Option<Vec<(u32, Option<u32>)>>>;

fn twice(keys: &ArrayRef, index: usize) -> Error {
    let key = render::text(keys.as_ref(), index).ok().flatten().unwrap_or_default();
    invalid(format!("Duplicate map keys ({key}) are not allowed"))
}

fn map(a: &Arguments) -> Out {
    let (keys, values) = (items(a, 0), items(a, 1));
    let rows = comparable(&[keys])?;
    let mut places: Places = Vec::with_capacity(a.rows);
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let (left, right) = (range(a, 0, row), range(a, 1, row));
        if left.len() != right.len() {
            return Err(invalid("Key and value arrays must be the same length"));
        }
        let mut taken = HashSet::new();
        let mut entries = Vec::with_capacity(left.len());
        for (key, value) in left.zip(right) {
            if keys.is_null(key) {
                return Err(invalid("map key cannot be null"));
            }
            if !taken.insert(rows[0].row(key).data()) {
                return Err(twice(keys, key));
            }
            entries.push((u32::try_from(key).unwrap_or(u32::MAX), place(value)));
        }
        places.push(Some(entries));
    }
    a.maps(keys, values, places)
}

fn empty(a: &Arguments) -> Out {
    let none = arrow::array::new_empty_array(&DataType::Null);
    a.maps(&none, &none, vec![Some(Vec::new()); a.rows])
}

fn side(a: &Arguments, keys: bool) -> Out {
    let map = a.columns[0].as_map();
    let source = if keys { map.keys() } else { map.values() };
    picked(a, source, |row| {
        let offsets = map.value_offsets();
        Ok(Some((offsets[row]..offsets[row + 1]).map(|item| u32::try_from(item).ok()).collect()))
    })
}

/// Later maps win; the key stays where it was first.
fn concat_maps(a: &Arguments) -> Out {
    let maps: Vec<_> = a.columns.iter().map(|column| column.as_map()).collect();
    let keys = concat(&maps.iter().map(|map| map.keys().as_ref()).collect::<Vec<_>>())?;
    let values = concat(&maps.iter().map(|map| map.values().as_ref()).collect::<Vec<_>>())?;
    let rows = comparable(&[&keys])?;
    let mut places: Places = Vec::with_capacity(a.rows);
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let mut entries: Vec<(u32, Option<u32>)> = Vec::new();
        let mut known = std::collections::HashMap::new();
        let mut start = 0;
        for map in &maps {
            let offsets = map.value_offsets();
            for item in offsets[row]..offsets[row + 1] {
                let item = start + usize::try_from(item).unwrap_or(0);
                let key = u32::try_from(item).unwrap_or(u32::MAX);
                match known.get(rows[0].row(item).data()) {
                    Some(index) => entries[*index] = (key, Some(key)),
                    None => {
                        known.insert(rows[0].row(item).data(), entries.len());
                        entries.push((key, Some(key)));
                    }
                }
            }
            start += map.keys().len();
        }
        places.push(Some(entries));
    }
    a.maps(&keys, &values, places)
}

fn entries_type(kinds: &[DataType]) -> Option<DataType> {
    let [kind] = kinds else { return None };
    let (key, value) = crate::types::entry_of(kind)?;
    // Rows without names in Trino; with names they can be taken apart.
    let row = crate::types::row_of([("key".to_owned(), key.clone()), ("value".to_owned(), value.clone())]);
    Some(crate::types::array_of(row))
}

fn entries(a: &Arguments) -> Out {
    let map = a.columns[0].as_map();
    let DataType::List(field) = &a.result else { return Err(invalid("an array is wanted")) };
    let entries: ArrayRef = std::sync::Arc::new(map.entries().clone());
    let entries = super::cast(&entries, field.data_type(), false)?;
    picked(a, &entries, |row| {
        let offsets = map.value_offsets();
        Ok(Some((offsets[row]..offsets[row + 1]).map(|item| u32::try_from(item).ok()).collect()))
    })
}

fn from_entries_type(kinds: &[DataType]) -> Option<DataType> {
    let [kind] = kinds else { return None };
    let DataType::Struct(fields) = crate::types::item_of(kind)? else { return None };
    let [key, value] = fields.iter().collect::<Vec<_>>().try_into().ok()?;
    Some(crate::types::map_of(key.data_type().clone(), value.data_type().clone()))
}

fn from_entries(a: &Arguments) -> Out {
    let rows_of = items(a, 0).as_struct();
    let (keys, values) = (rows_of.column(0), rows_of.column(1));
    let rows = comparable(&[keys])?;
    let mut places: Places = Vec::with_capacity(a.rows);
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let mut taken = HashSet::new();
        let mut entries = Vec::new();
        for item in range(a, 0, row) {
            if rows_of.is_null(item) || keys.is_null(item) {
                return Err(invalid("map key cannot be null"));
            }
            if !taken.insert(rows[0].row(item).data()) {
                return Err(twice(keys, item));
            }
            entries.push((u32::try_from(item).unwrap_or(u32::MAX), place(item)));
        }
        places.push(Some(entries));
    }
    a.maps(keys, values, places)
}
