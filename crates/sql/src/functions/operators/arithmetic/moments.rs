//! Dates, moments and intervals.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, IntervalDayTimeArray, IntervalYearMonthArray};
use arrow::datatypes::{
    DataType, Date32Type, Float64Type, IntervalDayTime, IntervalDayTimeType, IntervalUnit,
    IntervalYearMonthType, TimestampMillisecondType,
};

use super::Operation;
use crate::error::{Error, Fact};
use crate::functions::operators::construct::interval;
use crate::types::{DAY_TO_SECOND, YEAR_TO_MONTH};

const DAY_MS: i64 = 86_400_000;

fn is_moment(kind: &DataType) -> bool {
    matches!(kind, DataType::Date32 | DataType::Timestamp(..) | DataType::Time32(_))
}

fn is_interval(kind: &DataType) -> bool {
    matches!(kind, DataType::Interval(IntervalUnit::YearMonth | IntervalUnit::DayTime))
}

/// What the operands become, and the type of the result.
pub fn types(
    operation: Operation,
    left: &DataType,
    right: &DataType,
) -> Option<(DataType, DataType, DataType)> {
    use Operation::{Add, Divide, Multiply, Subtract};
    let as_they_are = |result: &DataType| Some((left.clone(), right.clone(), result.clone()));
    let is_scaling = |number: &DataType| number.is_numeric();
    match operation {
        Add | Subtract if is_moment(left) && is_interval(right) => as_they_are(left),
        Add if is_interval(left) && is_moment(right) => as_they_are(right),
        Add | Subtract if is_interval(left) && left == right => as_they_are(left),
        Subtract if is_moment(left) && is_moment(right) && !matches!(left, DataType::Time32(_)) => {
            let both = crate::functions::coercion::common(left, right)?;
            Some((both.clone(), both, DAY_TO_SECOND))
        }
        Multiply | Divide if is_interval(left) && is_scaling(right) => {
            Some((left.clone(), DataType::Float64, left.clone()))
        }
        Multiply if is_scaling(left) && is_interval(right) => {
            Some((DataType::Float64, right.clone(), right.clone()))
        }
        _ => None,
    }
}

/// The result, for columns of the types that [`types`] told.
pub fn calculate(
    operation: Operation,
    left: &ArrayRef,
    right: &ArrayRef,
    result: &DataType,
) -> Result<ArrayRef, Error> {
    use Operation::{Add, Divide, Multiply, Subtract};
    let (left_kind, right_kind) = (left.data_type(), right.data_type());
    match operation {
        Add | Subtract if is_moment(left_kind) && is_interval(right_kind) => {
            moved(left, right, if operation == Add { 1 } else { -1 })
        }
        Add if is_moment(right_kind) => moved(right, left, 1),
        Add | Subtract if is_interval(left_kind) => {
            let sign = if operation == Add { 1 } else { -1 };
            if *result == YEAR_TO_MONTH {
                let (left, right) = (
                    left.as_primitive::<IntervalYearMonthType>(),
                    right.as_primitive::<IntervalYearMonthType>(),
                );
                let sum = zip(left.iter(), right.iter(), |left, right: i32| Ok(left + sign * right))?;
                return Ok(Arc::new(sum.into_iter().collect::<IntervalYearMonthArray>()));
            }
            let (left, right) =
                (left.as_primitive::<IntervalDayTimeType>(), right.as_primitive::<IntervalDayTimeType>());
            let sum = zip(left.iter(), right.iter(), |left, right| {
                interval(millis(left) + i64::from(sign) * millis(right))
            })?;
            Ok(Arc::new(sum.into_iter().collect::<IntervalDayTimeArray>()))
        }
        Subtract => difference(left, right),
        Multiply if is_interval(right_kind) => scaled(right, left, |value, by| value * by),
        Multiply => scaled(left, right, |value, by| value * by),
        Divide => scaled(left, right, |value, by| value / by),
        Add | Operation::Modulus => Err(Error::new(Fact::Internal, "there is no such operator of moments")),
    }
}

fn zip<L, R, T>(
    left: impl Iterator<Item = Option<L>>,
    right: impl Iterator<Item = Option<R>>,
    each: impl Fn(L, R) -> Result<T, Error>,
) -> Result<Vec<Option<T>>, Error> {
    let pair = |(left, right): (Option<L>, Option<R>)| {
        left.zip(right).map(|(left, right)| each(left, right)).transpose()
    };
    left.zip(right).map(pair).collect()
}

fn millis(interval: IntervalDayTime) -> i64 {
    i64::from(interval.days) * DAY_MS + i64::from(interval.milliseconds)
}

/// Moments moved by intervals, forwards or backwards.
fn moved(moments: &ArrayRef, by: &ArrayRef, sign: i32) -> Result<ArrayRef, Error> {
    if let (DataType::Date32, DataType::Interval(IntervalUnit::DayTime)) =
        (moments.data_type(), by.data_type())
    {
        let partial = |by: IntervalDayTime| by.milliseconds != 0;
        if by.as_primitive::<IntervalDayTimeType>().iter().flatten().any(partial) {
            let words = "Cannot add hour, minutes or seconds to a date";
            return Err(Error::new(Fact::InvalidArgument, words));
        }
    }
    if let DataType::Time32(_) = moments.data_type() {
        let times = moments.as_primitive::<arrow::datatypes::Time32MillisecondType>();
        let by = by.as_primitive::<IntervalDayTimeType>();
        let moved = zip(times.iter(), by.iter(), |time, by| {
            let ms = (i64::from(time) + i64::from(sign) * millis(by)).rem_euclid(DAY_MS);
            Ok(i32::try_from(ms).expect("invariant: a day has few milliseconds"))
        })?;
        return Ok(Arc::new(moved.into_iter().collect::<arrow::array::Time32MillisecondArray>()));
    }
    let kernel = if sign > 0 { Operation::Add.kernel() } else { Operation::Subtract.kernel() };
    Ok(kernel(moments, by)?)
}

/// How far apart moments are.
fn difference(left: &ArrayRef, right: &ArrayRef) -> Result<ArrayRef, Error> {
    let apart = if *left.data_type() == DataType::Date32 {
        let (left, right) = (left.as_primitive::<Date32Type>(), right.as_primitive::<Date32Type>());
        zip(left.iter(), right.iter(), |left, right| interval((i64::from(left) - i64::from(right)) * DAY_MS))?
    } else {
        let (left, right) = (
            left.as_primitive::<TimestampMillisecondType>(),
            right.as_primitive::<TimestampMillisecondType>(),
        );
        zip(left.iter(), right.iter(), |left, right: i64| interval(left - right))?
    };
    let apart = apart.into_iter().collect::<IntervalDayTimeArray>();
    debug_assert_eq!(*apart.data_type(), DAY_TO_SECOND);
    Ok(Arc::new(apart))
}

/// Intervals times or through numbers.
fn scaled(intervals: &ArrayRef, by: &ArrayRef, scale: fn(f64, f64) -> f64) -> Result<ArrayRef, Error> {
    let by = by.as_primitive::<Float64Type>();
    if *intervals.data_type() == YEAR_TO_MONTH {
        let intervals = intervals.as_primitive::<IntervalYearMonthType>();
        let scaled = zip(intervals.iter(), by.iter(), |months, by| Ok(scale(f64::from(months), by) as i32))?;
        return Ok(Arc::new(scaled.into_iter().collect::<IntervalYearMonthArray>()));
    }
    let intervals = intervals.as_primitive::<IntervalDayTimeType>();
    let scaled =
        zip(intervals.iter(), by.iter(), |value, by| interval(scale(millis(value) as f64, by) as i64))?;
    Ok(Arc::new(scaled.into_iter().collect::<IntervalDayTimeArray>()))
}
