//! Decimals: precision and scale of results are Trino's, not Arrow's.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Decimal128Array};
use arrow::datatypes::{DataType, Decimal128Type, i256};

use super::{Operation, Side, apply};
use crate::error::{Error, Fact};
use crate::render;

/// The type of the result.
pub fn result(operation: Operation, left: &DataType, right: &DataType) -> Option<DataType> {
    let (DataType::Decimal128(left_digits, left_scale), DataType::Decimal128(right_digits, right_scale)) =
        (left, right)
    else {
        return None;
    };
    let (left_digits, right_digits) = (i16::from(*left_digits), i16::from(*right_digits));
    let (left_scale, right_scale) = (i16::from(*left_scale), i16::from(*right_scale));
    let most = left_scale.max(right_scale);
    let (left_before, right_before) = (left_digits - left_scale, right_digits - right_scale);
    let (precision, scale) = match operation {
        Operation::Add | Operation::Subtract => (left_before.max(right_before) + most + 1, most),
        Operation::Multiply => (left_digits + right_digits, left_scale + right_scale),
        Operation::Divide => (left_digits + right_scale + (right_scale - left_scale).max(0), most),
        Operation::Modulus => (left_before.min(right_before) + most, most),
    };
    if scale > 38 {
        return None;
    }
    Some(DataType::Decimal128(u8::try_from(precision.clamp(1, 38)).ok()?, i8::try_from(scale).ok()?))
}

/// The result, column by column.
pub fn calculate(
    operation: Operation,
    left: &Side,
    right: &Side,
    result: &DataType,
    rows: usize,
) -> Result<ArrayRef, Error> {
    let DataType::Decimal128(precision, scale) = *result else {
        return Err(Error::new(Fact::Internal, "decimals give decimals"));
    };
    let column = match operation {
        Operation::Divide => divide(&left.whole(rows)?, &right.whole(rows)?, scale)?,
        _ => apply(operation, left, right)?.as_primitive::<Decimal128Type>().clone(),
    };
    // Arrow's own type differs in the number of digits at most.
    let column = column.with_data_type(result.clone());
    if precision == 38 {
        column.validate_decimal_precision(38).map_err(|_| overflow())?;
    }
    Ok(Arc::new(column))
}

fn overflow() -> Error {
    Error::new(Fact::NumberOutOfRange, "Decimal overflow")
}

fn divide(left: &ArrayRef, right: &ArrayRef, scale: i8) -> Result<Decimal128Array, Error> {
    let scale_of = |array: &ArrayRef| match array.data_type() {
        DataType::Decimal128(_, scale) => i32::from(*scale),
        _ => 0,
    };
    let up = i32::from(scale) - scale_of(left) + scale_of(right);
    let factor = i256::from_i128(10).checked_pow(up.max(0).unsigned_abs()).ok_or_else(overflow)?;
    let (left, right) = (left.as_primitive::<Decimal128Type>(), right.as_primitive::<Decimal128Type>());
    let two = i256::from_i128(2);
    let each = |(left, right): (Option<i128>, Option<i128>)| {
        let (Some(left), Some(right)) = (left, right) else { return Ok(None) };
        if right == 0 {
            return Err(Error::new(Fact::DivisionByZero, "Division by zero"));
        }
        let divisor = i256::from_i128(right);
        let dividend = i256::from_i128(left).checked_mul(factor).ok_or_else(overflow)?;
        let (whole, rest) = (dividend.wrapping_div(divisor), dividend.wrapping_rem(divisor));
        let is_up = rest.wrapping_abs().wrapping_mul(two) >= divisor.wrapping_abs();
        let sign = i256::from_i128(if (left < 0) == (right < 0) { 1 } else { -1 });
        let value = if is_up { whole.wrapping_add(sign) } else { whole };
        value.to_i128().map(Some).ok_or_else(|| {
            let dividend = render::numbers::decimal(left, 0);
            Error::new(Fact::NumberOutOfRange, format!("Decimal overflow: {dividend} / {right}"))
        })
    };
    left.iter().zip(right.iter()).map(each).collect::<Result<Decimal128Array, Error>>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{of_trino, to_trino};

    #[test]
    fn precision_and_scale_are_trinos() {
        let of = |operation, left, right| {
            to_trino(&result(operation, &of_trino(left).unwrap(), &of_trino(right).unwrap()).unwrap())
        };
        assert_eq!(of(Operation::Add, "decimal(10,2)", "decimal(5,3)"), "decimal(12,3)");
        assert_eq!(of(Operation::Multiply, "decimal(15,2)", "decimal(16,2)"), "decimal(31,4)");
        assert_eq!(of(Operation::Divide, "decimal(10,2)", "decimal(5,3)"), "decimal(14,3)");
        assert_eq!(of(Operation::Modulus, "decimal(10,2)", "decimal(5,3)"), "decimal(5,3)");
    }
}
