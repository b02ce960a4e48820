//! Arrays and maps, less common: pairs, combinations, runs, maps of many values, also from text.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array, ListArray, StringArray};
use arrow::buffer::OffsetBuffer;
use arrow::compute::take;
use arrow::datatypes::{DataType, Field};

use super::arguments::{Arguments, Out, invalid};
use super::array::{comparable, items, picked, place, range};
use super::scalar::{Definition, scalar, scalar_of};
use crate::error::Error;
use crate::limits::SEQUENCE_MAX;
use crate::types::{array_of, item_of, map_of, row_of};

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["trim_array(array(T), bigint) -> array(T)"], trim),
        scalar(&["ngrams(array(T), bigint) -> array(array(T))"], |a| lists_of_lists(a, ngrams)),
        scalar(&["combinations(array(T), bigint) -> array(array(T))"], |a| lists_of_lists(a, combinations)),
        scalar(&["contains_sequence(array(T), array(T)) -> boolean"], contains_sequence),
        scalar(&["array_histogram(array(T)) -> map(T, bigint)"], histogram),
        scalar_of("zip", zip_type, zip),
        scalar_of("multimap_from_entries", multimap_type, multimap),
        scalar(
            &["split_to_multimap(varchar, varchar, varchar) -> map(varchar, array(varchar))"],
            split_to_multimap,
        ),
        scalar_of(
            "typeof",
            |kinds| (kinds.len() == 1).then_some(DataType::Utf8),
            |a| {
                let name = crate::types::to_trino(a.kind(0));
                Ok(Arc::new(StringArray::from(vec![name; a.rows])))
            },
        ),
    ]
}

fn trim(a: &Arguments) -> Out {
    picked(a, items(a, 0), |row| {
        let (range, drop) = (range(a, 0, row), a.long(1, row));
        if drop < 0 {
            return Err(invalid("size must not be negative"));
        }
        let kept = usize::try_from(drop).ok().and_then(|drop| range.len().checked_sub(drop));
        let kept =
            kept.ok_or_else(|| invalid(format!("size must not exceed array cardinality {}", range.len())))?;
        Ok(Some(range.take(kept).map(place).collect()))
    })
}

/// Which of an array's items go together, by a number.
type Choose = fn(Vec<usize>, i64) -> Result<Vec<Vec<usize>>, Error>;

/// A row's keys, each with its values, as places.
type Groups = Vec<(usize, Vec<usize>)>;

/// Arrays of arrays, whose items lie among those of the first argument.
fn lists_of_lists(a: &Arguments, each: Choose) -> Out {
    let inner = item_of(&a.result).and_then(item_of).cloned().unwrap_or(DataType::Null);
    let (mut all, mut places) = (Vec::new(), Vec::new());
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let start = all.len();
        all.extend(each(range(a, 0, row).collect(), a.long(1, row))?);
        places.push(Some((start..all.len()).map(place).collect()));
    }
    let offsets = OffsetBuffer::from_lengths(all.iter().map(Vec::len));
    let indices: arrow::array::UInt32Array = all.into_iter().flatten().map(place).collect();
    let values = take(items(a, 0).as_ref(), &indices, None)?;
    let lists: ArrayRef =
        Arc::new(ListArray::try_new(Arc::new(Field::new_list_field(inner, true)), offsets, values, None)?);
    a.lists(&lists, places)
}

fn ngrams(items: Vec<usize>, size: i64) -> Result<Vec<Vec<usize>>, Error> {
    let size =
        usize::try_from(size).ok().filter(|size| *size > 0).ok_or_else(|| invalid("N must be positive"))?;
    if items.len() <= size {
        return Ok(vec![items]);
    }
    if items.len().saturating_mul(size) > SEQUENCE_MAX * 100 {
        return Err(invalid("the n-grams would have too many items"));
    }
    Ok(items.windows(size).map(<[usize]>::to_vec).collect())
}

/// Trino's own bounds: sets of five, a hundred thousand of them.
fn combinations(items: Vec<usize>, size: i64) -> Result<Vec<Vec<usize>>, Error> {
    let size = match usize::try_from(size) {
        Ok(size) if size <= 5 => size,
        Ok(size) => return Err(invalid(format!("combination size must not exceed 5: {size}"))),
        Err(_) => return Err(invalid(format!("combination size must not be negative: {size}"))),
    };
    let mut all: Vec<Vec<usize>> = vec![Vec::new()];
    let mut done: Vec<Vec<usize>> = Vec::new();
    if size > items.len() {
        return Ok(done);
    }
    // In the order of the greatest place, then the next, as Trino has them.
    for _ in 0..size {
        let mut next = Vec::new();
        for chosen in &all {
            let start = chosen.last().map_or(0, |last: &usize| last + 1);
            next.extend((start..items.len()).map(|index| [chosen.as_slice(), &[index]].concat()));
            if next.len() > 100_000 {
                return Err(invalid("combinations exceed max size: 100000"));
            }
        }
        all = next;
    }
    all.sort_by(|left, right| left.iter().rev().cmp(right.iter().rev()));
    done.extend(all.into_iter().map(|chosen| chosen.into_iter().map(|index| items[index]).collect()));
    Ok(done)
}

fn contains_sequence(a: &Arguments) -> Out {
    let rows = comparable(&[items(a, 0), items(a, 1)])?;
    a.booleans(|row| {
        let all: Vec<_> = range(a, 0, row).map(|item| rows[0].row(item)).collect();
        let wanted: Vec<_> = range(a, 1, row).map(|item| rows[1].row(item)).collect();
        Ok(Some(wanted.is_empty() || all.windows(wanted.len()).any(|window| window == wanted)))
    })
}

fn histogram(a: &Arguments) -> Out {
    let source = items(a, 0);
    let rows = comparable(&[source])?;
    let (mut counts, mut places) = (Vec::new(), Vec::new());
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let mut known = HashMap::new();
        let mut entries: Vec<(u32, Option<u32>)> = Vec::new();
        for item in
            range(a, 0, row).filter(|item| source.is_valid(*item) && *source.data_type() != DataType::Null)
        {
            let count = *known.entry(rows[0].row(item).data().to_vec()).or_insert_with(|| {
                counts.push(0_i64);
                entries.push((place(item).unwrap_or(0), place(counts.len() - 1)));
                counts.len() - 1
            });
            counts[count] += 1;
        }
        places.push(Some(entries));
    }
    let counts: ArrayRef = Arc::new(Int64Array::from(counts));
    a.maps(source, &counts, places)
}

fn zip_type(kinds: &[DataType]) -> Option<DataType> {
    if !(2..=5).contains(&kinds.len()) {
        return None;
    }
    let fields =
        kinds.iter().enumerate().map(|(index, kind)| Some((format!("field{index}"), item_of(kind)?.clone())));
    Some(array_of(row_of(fields.collect::<Option<Vec<_>>>()?)))
}

/// Rows of the arrays' items, as many as the longest has.
fn zip(a: &Arguments) -> Out {
    let mut columns: Vec<Vec<Option<u32>>> = vec![Vec::new(); a.count()];
    let mut places = Vec::new();
    for row in 0..a.rows {
        if a.any_null(row) {
            places.push(None);
            continue;
        }
        let longest = (0..a.count()).map(|index| range(a, index, row).len()).max().unwrap_or(0);
        let start = columns[0].len();
        for (index, column) in columns.iter_mut().enumerate() {
            let range = range(a, index, row);
            column.extend((0..longest).map(|item| place(range.start + item).filter(|_| item < range.len())));
        }
        places.push(Some((start..start + longest).map(place).collect()));
    }
    let Some(DataType::Struct(fields)) = item_of(&a.result) else { return Err(invalid("rows are wanted")) };
    let columns = columns.into_iter().enumerate();
    let columns = columns.map(|(index, places)| {
        Ok(take(items(a, index).as_ref(), &arrow::array::UInt32Array::from(places), None)?)
    });
    let rows =
        arrow::array::StructArray::try_new(fields.clone(), columns.collect::<Result<_, Error>>()?, None)?;
    a.lists(&(Arc::new(rows) as ArrayRef), places)
}

fn multimap_type(kinds: &[DataType]) -> Option<DataType> {
    let [kind] = kinds else { return None };
    let DataType::Struct(fields) = item_of(kind)? else { return None };
    let [key, value] = fields.iter().collect::<Vec<_>>().try_into().ok()?;
    Some(map_of(key.data_type().clone(), array_of(value.data_type().clone())))
}

fn multimap(a: &Arguments) -> Out {
    let pairs = items(a, 0).as_struct();
    let (keys, values) = (pairs.column(0), pairs.column(1));
    let rows = comparable(&[keys])?;
    let mut grouped = Vec::new();
    for row in 0..a.rows {
        if a.any_null(row) {
            grouped.push(None);
            continue;
        }
        let mut known: HashMap<&[u8], usize> = HashMap::new();
        let mut groups: Groups = Vec::new();
        for item in range(a, 0, row) {
            if pairs.is_null(item) || keys.is_null(item) {
                return Err(invalid("map key cannot be null"));
            }
            let group = *known.entry(rows[0].row(item).data()).or_insert_with(|| {
                groups.push((item, Vec::new()));
                groups.len() - 1
            });
            groups[group].1.push(item);
        }
        grouped.push(Some(groups));
    }
    multimaps(a, keys, values, grouped)
}

/// Maps of arrays: for each row its keys' places, and the values' places of each.
fn multimaps(a: &Arguments, keys: &ArrayRef, values: &ArrayRef, rows: Vec<Option<Groups>>) -> Out {
    let groups: Vec<&Vec<usize>> = rows.iter().flatten().flatten().map(|group| &group.1).collect();
    let offsets = OffsetBuffer::from_lengths(groups.iter().map(|group| group.len()));
    let indices: arrow::array::UInt32Array = groups.into_iter().flatten().map(|item| place(*item)).collect();
    let inner = take(values.as_ref(), &indices, None)?;
    let field = Arc::new(Field::new_list_field(values.data_type().clone(), true));
    let lists: ArrayRef = Arc::new(ListArray::try_new(field, offsets, inner, None)?);
    let mut next = 0;
    let places = rows.into_iter().map(|row| {
        row.map(|groups| {
            let entries = groups.into_iter().map(|(key, _)| {
                next += 1;
                (place(key).unwrap_or(0), place(next - 1))
            });
            entries.collect()
        })
    });
    a.maps(keys, &lists, places.collect())
}

fn split_to_multimap(a: &Arguments) -> Out {
    let (mut keys, mut values, mut grouped) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..a.rows {
        if a.any_null(row) {
            grouped.push(None);
            continue;
        }
        let (text, entry, pair) = (a.str(0, row), a.str(1, row), a.str(2, row));
        if entry.is_empty() || pair.is_empty() || entry == pair {
            return Err(invalid("entryDelimiter and keyValueDelimiter must not be the same or empty"));
        }
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut groups: Groups = Vec::new();
        for part in text.split(entry).filter(|part| !part.is_empty()) {
            let (key, value) = part.split_once(pair).ok_or_else(|| {
                invalid(format!(
                    "Key-value delimiter must appear exactly once in each entry. Bad input: '{part}'"
                ))
            })?;
            keys.push(key);
            values.push(value);
            let group = *known.entry(key).or_insert_with(|| {
                groups.push((keys.len() - 1, Vec::new()));
                groups.len() - 1
            });
            groups[group].1.push(values.len() - 1);
        }
        grouped.push(Some(groups));
    }
    let (keys, values): (ArrayRef, ArrayRef) =
        (Arc::new(StringArray::from(keys)), Arc::new(StringArray::from(values)));
    multimaps(a, &keys, &values, grouped)
}
