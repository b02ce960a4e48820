//! Which types become which by themselves, as in Trino: never by losing anything, never between text and numbers.

use arrow::datatypes::{DataType, TimeUnit};

use crate::types::{array_of, entry_of, map_of, row_of, timestamp_with_zone};

/// The type that values of both types become without being asked; `None` if there is none.
pub fn common(left: &DataType, right: &DataType) -> Option<DataType> {
    use DataType::{Date32, Decimal128, Float32, Float64, List, Map, Null, Struct, Timestamp};
    if left == right {
        return Some(left.clone());
    }
    match (left, right) {
        (Null, other) | (other, Null) => Some(other.clone()),
        (List(left), List(right)) => Some(array_of(common(left.data_type(), right.data_type())?)),
        (Map(..), Map(..)) => {
            let ((left_key, left_value), (right_key, right_value)) = (entry_of(left)?, entry_of(right)?);
            Some(map_of(common(left_key, right_key)?, common(left_value, right_value)?))
        }
        (Struct(left), Struct(right)) if left.len() == right.len() => {
            let fields = left.iter().zip(right).map(|(left, right)| {
                Some((left.name().clone(), common(left.data_type(), right.data_type())?))
            });
            Some(row_of(fields.collect::<Option<Vec<_>>>()?))
        }
        (Date32, Timestamp(..)) => Some(right.clone()),
        (Timestamp(..), Date32) => Some(left.clone()),
        (Timestamp(_, None), Timestamp(_, Some(_))) => Some(right.clone()),
        (Timestamp(_, Some(_)), Timestamp(_, None)) => Some(left.clone()),
        (Timestamp(_, Some(zone)), Timestamp(_, Some(_))) => Some(timestamp_with_zone(zone)),
        (Timestamp(_, None), Timestamp(_, None)) => Some(Timestamp(TimeUnit::Millisecond, None)),
        (Decimal128(..), Decimal128(..)) => Some(wider(left, right)),
        (Decimal128(..), Float32 | Float64) => Some(right.clone()),
        (Float32 | Float64, Decimal128(..)) => Some(left.clone()),
        (Decimal128(..), _) => whole(right).map(|right| wider(left, &right)),
        (_, Decimal128(..)) => whole(left).map(|left| wider(&left, right)),
        _ => {
            let (left_rank, right_rank) = (rank(left)?, rank(right)?);
            Some(if left_rank > right_rank { left.clone() } else { right.clone() })
        }
    }
}

/// Whether values of type `from` become `to` by themselves.
pub fn becomes(from: &DataType, to: &DataType) -> bool {
    if let (DataType::Timestamp(_, Some(_)), DataType::Timestamp(_, Some(_))) = (from, to) {
        return true;
    }
    common(from, to).as_ref() == Some(to)
}

/// The order of numbers among which the lesser becomes the greater.
fn rank(kind: &DataType) -> Option<u8> {
    Some(match kind {
        DataType::Int8 => 1,
        DataType::Int16 => 2,
        DataType::Int32 => 3,
        DataType::Int64 => 4,
        DataType::Float32 => 6,
        DataType::Float64 => 7,
        _ => return None,
    })
}

/// The decimal that holds every value of a type of whole numbers.
pub fn whole(kind: &DataType) -> Option<DataType> {
    Some(match kind {
        DataType::Int8 => DataType::Decimal128(3, 0),
        DataType::Int16 => DataType::Decimal128(5, 0),
        DataType::Int32 => DataType::Decimal128(10, 0),
        DataType::Int64 => DataType::Decimal128(19, 0),
        _ => return None,
    })
}

/// The decimal that holds every value of both, as far as 38 digits go.
fn wider(left: &DataType, right: &DataType) -> DataType {
    let (DataType::Decimal128(left_digits, left_scale), DataType::Decimal128(right_digits, right_scale)) =
        (left, right)
    else {
        return left.clone();
    };
    let scale = *left_scale.max(right_scale);
    let digits = |digits: u8, scale: i8| i16::from(digits) - i16::from(scale);
    let before = digits(*left_digits, *left_scale).max(digits(*right_digits, *right_scale));
    let precision = (before + i16::from(scale)).clamp(1, 38);
    DataType::Decimal128(u8::try_from(precision).unwrap_or(38), scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::of_trino;

    fn both(left: &str, right: &str) -> Option<String> {
        common(&of_trino(left).unwrap(), &of_trino(right).unwrap()).map(|kind| crate::types::to_trino(&kind))
    }

    #[test]
    fn nothing_is_lost_and_text_is_no_number() {
        assert_eq!(both("integer", "bigint").as_deref(), Some("bigint"));
        assert_eq!(both("bigint", "real").as_deref(), Some("real"));
        assert_eq!(both("decimal(10,2)", "integer").as_deref(), Some("decimal(12,2)"));
        assert_eq!(both("decimal(4,3)", "decimal(10,1)").as_deref(), Some("decimal(12,3)"));
        assert_eq!(both("date", "timestamp").as_deref(), Some("timestamp(3)"));
        assert_eq!(both("array(integer)", "array(double)").as_deref(), Some("array(double)"));
        assert_eq!(both("varchar", "bigint"), None);
        assert_eq!(both("boolean", "integer"), None);
        assert_eq!(both("json", "varchar"), None);
    }
}
