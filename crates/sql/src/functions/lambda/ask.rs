//! Asks lambdas about columns.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int32Array, ListArray, MapArray, StructArray, UInt32Array,
    new_null_array,
};
use arrow::buffer::{NullBuffer, OffsetBuffer};
use arrow::compute::{concat, interleave, take, take_arrays};
use arrow::datatypes::{DataType, Int64Type};
use datafusion::common::Result;
use datafusion::logical_expr::{HigherOrderFunctionArgs, LambdaArgument, ValueOrLambda};

use super::kinds::{Kind, state};
use super::zip;
use crate::error::{Error, Fact};
use crate::functions::arguments::invalid;
use crate::functions::cast;

/// The arguments, apart.
pub(super) struct Call {
    pub(super) values: Vec<ArrayRef>,
    pub(super) lambdas: Vec<LambdaArgument>,
    pub(super) rows: usize,
    pub(super) result: DataType,
}

/// Items laid out one after another.
struct Items {
    /// The row of each item.
    rows: UInt32Array,
    /// The place of each item among all.
    places: UInt32Array,
    /// How many each row has.
    lengths: Vec<usize>,
    nulls: NullBuffer,
}

fn items(offsets: &[i32], nulls: Option<&NullBuffer>, rows: usize) -> Items {
    let (mut of_row, mut places, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..rows {
        let is_there = nulls.is_none_or(|nulls| nulls.is_valid(row));
        let range = if is_there { offsets[row]..offsets[row + 1] } else { 0..0 };
        lengths.push(range.len());
        for place in range {
            of_row.push(u32::try_from(row).unwrap_or(u32::MAX));
            places.push(u32::try_from(place).unwrap_or(u32::MAX));
        }
    }
    let nulls = nulls.cloned().unwrap_or_else(|| NullBuffer::new_valid(rows));
    Items { rows: of_row.into(), places: places.into(), lengths, nulls }
}

/// Asks a lambda for so many values.
pub(super) fn ask(lambda: &LambdaArgument, parameters: &[&ArrayRef], rows: &UInt32Array) -> Result<ArrayRef> {
    let count = rows.len();
    let closures: Vec<_> = parameters.iter().map(|array| move || Ok(Arc::clone(*array))).collect();
    let closures: Vec<&dyn Fn() -> Result<ArrayRef>> = closures.iter().map(|each| each as _).collect();
    let answer = lambda.evaluate(&closures, |captured| Ok(take_arrays(captured, rows, None)?))?;
    answer.into_array(count)
}

/// Carries out a call.
pub fn carry_out(kind: Kind, args: HigherOrderFunctionArgs) -> Result<ArrayRef> {
    let rows = args.number_rows;
    let result = args.return_field.data_type().clone();
    let (mut values, mut lambdas) = (Vec::new(), Vec::new());
    for argument in args.args {
        match argument {
            ValueOrLambda::Value(value) => values.push(value.into_array(rows)?),
            ValueOrLambda::Lambda(lambda) => lambdas.push(lambda),
        }
    }
    let call = Call { values, lambdas, rows, result };
    match kind {
        Kind::Transform => transform(&call),
        Kind::Filter => filter(&call),
        Kind::AnyMatch => matches(&call, true, true),
        Kind::AllMatch => matches(&call, false, false),
        Kind::NoneMatch => matches(&call, true, false),
        Kind::Reduce => reduce(&call),
        Kind::ZipWith => zip_with(&call),
        Kind::MapFilter | Kind::TransformKeys | Kind::TransformValues => map(kind, &call),
        Kind::MapZipWith => zip::maps(&call),
        Kind::Sort => sort(&call),
        Kind::Try => attempt(&call),
    }
}

fn list(result: &DataType, lengths: &[usize], items: ArrayRef, nulls: NullBuffer) -> Result<ArrayRef> {
    let DataType::List(field) = result else {
        return Err(Error::new(Fact::Internal, "an array is wanted").into());
    };
    let items = cast(&items, field.data_type(), false)?;
    let offsets = OffsetBuffer::from_lengths(lengths.iter().copied());
    Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, items, Some(nulls))?))
}

/// The items of the first argument, laid out.
fn first(call: &Call) -> Result<(Items, ArrayRef)> {
    let array = call.values[0].as_list::<i32>();
    let items = items(array.value_offsets(), array.nulls(), call.rows);
    let flat = take(array.values().as_ref(), &items.places, None)?;
    Ok((items, flat))
}

fn transform(call: &Call) -> Result<ArrayRef> {
    let (items, flat) = first(call)?;
    let answers = ask(&call.lambdas[0], &[&flat], &items.rows)?;
    list(&call.result, &items.lengths, answers, items.nulls)
}

fn truths(answers: &ArrayRef) -> Result<BooleanArray> {
    Ok(cast(answers, &DataType::Boolean, false)?.as_boolean().clone())
}

fn filter(call: &Call) -> Result<ArrayRef> {
    let (items, flat) = first(call)?;
    let keep = truths(&ask(&call.lambdas[0], &[&flat], &items.rows)?)?;
    let (mut lengths, mut kept, mut place) = (Vec::new(), Vec::new(), 0);
    for length in &items.lengths {
        let before = kept.len();
        kept.extend(
            (place..place + length)
                .filter(|item| keep.is_valid(*item) && keep.value(*item))
                .map(|item| item as u32),
        );
        lengths.push(kept.len() - before);
        place += length;
    }
    list(&call.result, &lengths, take(flat.as_ref(), &UInt32Array::from(kept), None)?, items.nulls)
}

/// Whether an item is found of which the lambda says `wanted`; what that means is `answer`.
fn matches(call: &Call, wanted: bool, answer: bool) -> Result<ArrayRef> {
    let (items, flat) = first(call)?;
    let says = truths(&ask(&call.lambdas[0], &[&flat], &items.rows)?)?;
    let mut place = 0;
    let answers = items.lengths.iter().enumerate().map(|(row, length)| {
        let range = place..place + length;
        place += length;
        if items.nulls.is_null(row) {
            return None;
        }
        if range.clone().any(|item| says.is_valid(item) && says.value(item) == wanted) {
            return Some(answer);
        }
        // What is unknown may be what is looked for.
        if range.clone().any(|item| says.is_null(item)) { None } else { Some(!answer) }
    });
    Ok(Arc::new(answers.collect::<BooleanArray>()))
}

fn reduce(call: &Call) -> Result<ArrayRef> {
    let array = call.values[0].as_list::<i32>();
    let kinds: Vec<DataType> = call.values.iter().map(|value| value.data_type().clone()).collect();
    let kind = state(&kinds).ok_or_else(|| Error::new(Fact::Internal, "reduce has a state"))?;
    let mut carried = cast(&call.values[1], &kind, false)?;
    let lengths: Vec<usize> = (0..call.rows)
        .map(|row| if array.is_null(row) { 0 } else { usize::try_from(array.value_length(row)).unwrap_or(0) })
        .collect();
    for index in 0..lengths.iter().copied().max().unwrap_or(0) {
        let rows: UInt32Array =
            (0..call.rows).filter(|row| lengths[*row] > index).map(|row| row as u32).collect();
        let places: UInt32Array = rows
            .values()
            .iter()
            .map(|row| u32::try_from(array.value_offsets()[*row as usize]).unwrap_or(0) + index as u32)
            .collect();
        let states = take(carried.as_ref(), &rows, None)?;
        let current = take(array.values().as_ref(), &places, None)?;
        let next = cast(&ask(&call.lambdas[0], &[&states, &current], &rows)?, &kind, false)?;
        let mut sources: Vec<(usize, usize)> = (0..call.rows).map(|row| (0, row)).collect();
        rows.values().iter().enumerate().for_each(|(index, row)| sources[*row as usize] = (1, index));
        carried = interleave(&[carried.as_ref(), next.as_ref()], &sources)?;
    }
    let all: UInt32Array = (0..call.rows as u32).collect();
    let answers = cast(&ask(&call.lambdas[1], &[&carried], &all)?, &call.result, false)?;
    let is_there = (0..call.rows).map(|row| (!array.is_null(row)).then_some(row as u32));
    Ok(take(answers.as_ref(), &is_there.collect::<UInt32Array>(), None)?)
}

/// The shorter array is as if it went on with nulls.
fn zip_with(call: &Call) -> Result<ArrayRef> {
    let (left, right) = (call.values[0].as_list::<i32>(), call.values[1].as_list::<i32>());
    let nulls: NullBuffer =
        (0..call.rows).map(|row| left.is_valid(row) && right.is_valid(row)).collect::<Vec<_>>().into();
    let (mut rows, mut lefts, mut rights, mut lengths) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for row in 0..call.rows {
        let length =
            if nulls.is_valid(row) { left.value_length(row).max(right.value_length(row)) } else { 0 };
        lengths.push(usize::try_from(length).unwrap_or(0));
        for index in 0..length {
            rows.push(row as u32);
            let place = |list: &ListArray| {
                (index < list.value_length(row))
                    .then(|| u32::try_from(list.value_offsets()[row] + index).unwrap_or(0))
            };
            lefts.push(place(left));
            rights.push(place(right));
        }
    }
    let lefts = take(left.values().as_ref(), &UInt32Array::from(lefts), None)?;
    let rights = take(right.values().as_ref(), &UInt32Array::from(rights), None)?;
    let answers = ask(&call.lambdas[0], &[&lefts, &rights], &rows.into())?;
    list(&call.result, &lengths, answers, nulls)
}

fn map(kind: Kind, call: &Call) -> Result<ArrayRef> {
    let given = call.values[0].as_map();
    let items = items(given.value_offsets(), given.nulls(), call.rows);
    let keys = take(given.keys().as_ref(), &items.places, None)?;
    let values = take(given.values().as_ref(), &items.places, None)?;
    let answers = ask(&call.lambdas[0], &[&keys, &values], &items.rows)?;
    let (keys, values, lengths) = match kind {
        Kind::TransformKeys => (answers, values, items.lengths),
        Kind::TransformValues => (keys, answers, items.lengths),
        _ => {
            let keep = truths(&answers)?;
            let (mut kept, mut lengths, mut place) = (Vec::new(), Vec::new(), 0);
            for length in &items.lengths {
                let before = kept.len();
                kept.extend(
                    (place..place + length)
                        .filter(|item| keep.is_valid(*item) && keep.value(*item))
                        .map(|item| item as u32),
                );
                lengths.push(kept.len() - before);
                place += length;
            }
            let kept = UInt32Array::from(kept);
            (take(keys.as_ref(), &kept, None)?, take(values.as_ref(), &kept, None)?, lengths)
        }
    };
    if keys.null_count() > 0 {
        return Err(invalid("map key cannot be null").into());
    }
    let DataType::Map(field, sorted) = &call.result else {
        return Err(Error::new(Fact::Internal, "a map is wanted").into());
    };
    let DataType::Struct(fields) = field.data_type() else {
        return Err(Error::new(Fact::Internal, "a map's entries are rows").into());
    };
    let keys = cast(&keys, fields[0].data_type(), false)?;
    let values = cast(&values, fields[1].data_type(), false)?;
    let entries = StructArray::try_new(fields.clone(), vec![keys, values], None)?;
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(MapArray::try_new(Arc::clone(field), offsets, entries, Some(items.nulls), *sorted)?))
}

/// Sorts by a lambda that compares; asked pair by pair, row by row.
fn sort(call: &Call) -> Result<ArrayRef> {
    let (items, flat) = first(call)?;
    let (mut order, mut start) = (Vec::with_capacity(flat.len()), 0);
    for (row, length) in items.lengths.iter().enumerate() {
        let at = UInt32Array::from(vec![row as u32]);
        let is_after = |left: usize, right: usize| {
            let sides = (flat.slice(left, 1), flat.slice(right, 1));
            let answer = ask(&call.lambdas[0], &[&sides.0, &sides.1], &at)?;
            let answer = cast(&answer, &DataType::Int64, false)?;
            if answer.is_null(0) {
                return Err(invalid("Lambda comparator must return either -1, 0, or 1").into());
            }
            Ok(answer.as_primitive::<Int64Type>().value(0) > 0)
        };
        let own = merged((start..start + length).collect(), &is_after)?;
        order.extend(own.into_iter().map(|item| item as u32));
        start += length;
    }
    let sorted = take(flat.as_ref(), &UInt32Array::from(order), None)?;
    list(&call.result, &items.lengths, sorted, items.nulls)
}

/// A merge sort that bears lambdas which contradict themselves, at which the standard library's would panic.
fn merged(items: Vec<usize>, is_after: &impl Fn(usize, usize) -> Result<bool>) -> Result<Vec<usize>> {
    if items.len() < 2 {
        return Ok(items);
    }
    let right = items[items.len() / 2..].to_vec();
    let left = merged(items[..items.len() / 2].to_vec(), is_after)?;
    let right = merged(right, is_after)?;
    let mut sorted = Vec::with_capacity(items.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        sorted.extend(if is_after(*first, *second)? { right.next() } else { left.next() });
    }
    sorted.extend(left.chain(right));
    Ok(sorted)
}

/// Null in place of what `try` catches.
fn attempt(call: &Call) -> Result<ArrayRef> {
    let numbers = |from: usize, count: usize| -> (ArrayRef, UInt32Array) {
        let rows: UInt32Array = (from as u32..(from + count) as u32).collect();
        (Arc::new(Int32Array::from(vec![0; count])), rows)
    };
    let ask_rows = |from: usize, count: usize| {
        let (parameter, rows) = numbers(from, count);
        ask(&call.lambdas[0], &[&parameter], &rows)
    };
    match ask_rows(0, call.rows) {
        Ok(answers) => return Ok(answers),
        Err(error) if !is_caught(&error) => return Err(error),
        Err(_) => {}
    }
    let mut parts = Vec::with_capacity(call.rows);
    for row in 0..call.rows {
        parts.push(match ask_rows(row, 1) {
            Ok(answer) => answer,
            Err(error) if is_caught(&error) => new_null_array(&call.result, 1),
            Err(error) => return Err(error),
        });
    }
    if parts.is_empty() {
        return Ok(new_null_array(&call.result, 0));
    }
    Ok(concat(&parts.iter().map(AsRef::as_ref).collect::<Vec<_>>())?)
}

fn is_caught(error: &datafusion::error::DataFusionError) -> bool {
    let kind = crate::functions::fact_of(error);
    matches!(kind, Fact::DivisionByZero | Fact::InvalidCast | Fact::InvalidArgument | Fact::NumberOutOfRange)
}
