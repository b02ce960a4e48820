//! Aggregates whose results are maps: `map_agg`, `multimap_agg`, `map_union`, `histogram`, `approx_most_frequent`.
//!
//! Keys stand in the order in which they came first; nothing at all makes null.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array, ListArray, UInt32Array, new_null_array};
use arrow::buffer::OffsetBuffer;
use arrow::compute::take;
use arrow::datatypes::{DataType, Field};
use datafusion::logical_expr::AggregateUDF;

use super::gathered::gathered;
use crate::error::Error;
use crate::functions::arguments::{Arguments, Out, invalid};
use crate::functions::array::{comparable, place};

pub fn functions() -> Vec<AggregateUDF> {
    vec![
        gathered(&["map_agg(K, V) -> map(K, V)"], |columns, result| {
            let groups = groups(&columns[0])?;
            let values = groups.iter().map(|group| place(group[0])).collect();
            one_map(&columns[0], &columns[1], &groups, values, result)
        }),
        gathered(&["multimap_agg(K, V) -> map(K, array(V))"], |columns, result| {
            let groups = groups(&columns[0])?;
            let offsets = OffsetBuffer::from_lengths(groups.iter().map(Vec::len));
            let items: UInt32Array = groups.iter().flatten().map(|item| place(*item)).collect();
            let field = Arc::new(Field::new_list_field(columns[1].data_type().clone(), true));
            let lists = ListArray::try_new(field, offsets, take(columns[1].as_ref(), &items, None)?, None)?;
            let values = (0..groups.len()).map(place).collect();
            one_map(&columns[0], &(Arc::new(lists) as ArrayRef), &groups, values, result)
        }),
        gathered(&["map_union(map(K, V)) -> map(K, V)"], |columns, result| {
            let maps = columns[0].as_map();
            let entries = (0..maps.len()).filter(|row| maps.is_valid(*row)).flat_map(|row| {
                let offsets = maps.value_offsets();
                offsets[row]..offsets[row + 1]
            });
            let entries: UInt32Array = entries.map(|entry| u32::try_from(entry).ok()).collect();
            let keys = take(maps.keys().as_ref(), &entries, None)?;
            let values = take(maps.values().as_ref(), &entries, None)?;
            let groups = groups(&keys)?;
            let firsts = groups.iter().map(|group| place(group[0])).collect();
            if groups.is_empty() && maps.null_count() < maps.len() {
                return empty(&keys, &values, result);
            }
            one_map(&keys, &values, &groups, firsts, result)
        }),
        gathered(&["histogram(K) -> map(K, bigint)"], |columns, result| {
            let groups = groups(&columns[0])?;
            counted(&columns[0], &groups, result)
        }),
        gathered(&["approx_most_frequent(bigint, K, bigint) -> map(K, bigint)"], |columns, result| {
            let most =
                columns[0].as_primitive::<arrow::datatypes::Int64Type>().iter().flatten().next().unwrap_or(1);
            let most = usize::try_from(most).ok().filter(|most| *most > 1);
            let most =
                most.ok_or_else(|| invalid("approx_most_frequent bucket count must be greater than one"))?;
            let mut groups = groups(&columns[1])?;
            groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
            groups.truncate(most);
            counted(&columns[1], &groups, result)
        }),
    ]
}

/// Which rows have the same key, in the order of the first of each; null is no key.
fn groups(keys: &ArrayRef) -> Result<Vec<Vec<usize>>, Error> {
    let rows = comparable(&[keys])?;
    let mut known: HashMap<&[u8], usize> = HashMap::new();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for row in (0..keys.len()).filter(|row| !keys.is_null(*row) && *keys.data_type() != DataType::Null) {
        let group = *known.entry(rows[0].row(row).data()).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(row);
    }
    Ok(groups)
}

fn counted(keys: &ArrayRef, groups: &[Vec<usize>], result: &DataType) -> Out {
    let counts = groups.iter().map(|group| i64::try_from(group.len()).ok());
    let counts: ArrayRef = Arc::new(counts.collect::<Int64Array>());
    one_map(keys, &counts, groups, (0..groups.len()).map(place).collect(), result)
}

/// One map of the groups' keys, its values at the places told.
fn one_map(
    keys: &ArrayRef,
    values: &ArrayRef,
    groups: &[Vec<usize>],
    places: Vec<Option<u32>>,
    result: &DataType,
) -> Out {
    if groups.is_empty() {
        return Ok(new_null_array(result, 1));
    }
    let entries = groups.iter().zip(places).map(|(group, value)| (place(group[0]).unwrap_or(0), value));
    let a = Arguments { columns: Vec::new(), rows: 1, result: result.clone() };
    a.maps(keys, values, vec![Some(entries.collect())])
}

/// Maps that were all empty make an empty one.
fn empty(keys: &ArrayRef, values: &ArrayRef, result: &DataType) -> Out {
    Arguments { columns: Vec::new(), rows: 1, result: result.clone() }.maps(
        keys,
        values,
        vec![Some(Vec::new())],
    )
}
