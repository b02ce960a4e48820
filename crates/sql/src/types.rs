//! Types: Trino's names, Hive's names, and Arrow's types that stand for both.
//!
//! One Arrow type stands for one Trino type, so that types need no marks beside them: `Utf8` is varchar and `LargeUtf8`
//! is json; `FixedSizeBinary(16)` is uuid; timestamps are to the millisecond as Athena's are, `Timestamp(_, Some(zone))`
//! has a zone that all values of a column share (Trino's values each have their own). Lengths of varchar and char are
//! not kept. Intervals are `YearMonth` and `DayTime`. Lacks: geometry, HyperLogLog as a type, time with time zone.

mod hive;
mod names;
mod text;

pub use hive::{of_hive, to_hive};
pub use names::{anonymous, of_trino, to_athena, to_trino, zoned_name};

use arrow::datatypes::{DataType, Field, FieldRef, Fields, IntervalUnit, TimeUnit};
use std::sync::Arc;

/// Trino's json.
pub const JSON: DataType = DataType::LargeUtf8;
/// Trino's timestamp(3).
pub const TIMESTAMP: DataType = DataType::Timestamp(TimeUnit::Millisecond, None);
/// Trino's time(3).
pub const TIME: DataType = DataType::Time32(TimeUnit::Millisecond);
/// Trino's interval day to second.
pub const DAY_TO_SECOND: DataType = DataType::Interval(IntervalUnit::DayTime);
/// Trino's interval year to month.
pub const YEAR_TO_MONTH: DataType = DataType::Interval(IntervalUnit::YearMonth);
/// The most digits of a decimal.
pub const DIGITS_MAX: u8 = 38;

/// Trino's timestamp(3) with time zone.
pub fn timestamp_with_zone(zone: &str) -> DataType {
    DataType::Timestamp(TimeUnit::Millisecond, Some(zone.into()))
}

/// An array's type.
pub fn array_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(item, true)))
}

/// A map's type.
pub fn map_of(key: DataType, value: DataType) -> DataType {
    let fields = vec![Field::new("key", key, false), Field::new("value", value, true)];
    let entries = Field::new("entries", DataType::Struct(Fields::from(fields)), false);
    DataType::Map(Arc::new(entries), false)
}

/// A row's type.
pub fn row_of(fields: impl IntoIterator<Item = (String, DataType)>) -> DataType {
    let fields = fields.into_iter().map(|(name, kind)| Arc::new(Field::new(name, kind, true)) as FieldRef);
    DataType::Struct(fields.collect())
}

/// The item type of an array.
pub fn item_of(array: &DataType) -> Option<&DataType> {
    match array {
        DataType::List(field) => Some(field.data_type()),
        _ => None,
    }
}

/// Key and value types of a map.
pub fn entry_of(map: &DataType) -> Option<(&DataType, &DataType)> {
    let DataType::Map(entries, _) = map else { return None };
    let DataType::Struct(fields) = entries.data_type() else { return None };
    Some((fields[0].data_type(), fields[1].data_type()))
}

/// The type as this engine handles it: what objects hold in other forms (views, dictionaries, other units) is
/// brought into the one form that stands for the Trino type.
pub fn canonical(kind: &DataType) -> DataType {
    match kind {
        DataType::Utf8View => DataType::Utf8,
        DataType::BinaryView | DataType::LargeBinary | DataType::FixedSizeBinary(_) => DataType::Binary,
        DataType::Dictionary(_, value) => canonical(value),
        DataType::UInt8 => DataType::Int16,
        DataType::UInt16 => DataType::Int32,
        DataType::UInt32 => DataType::Int64,
        DataType::UInt64 => DataType::Decimal128(20, 0),
        DataType::Float16 => DataType::Float32,
        DataType::Date64 => DataType::Date32,
        DataType::Timestamp(_, zone) => DataType::Timestamp(TimeUnit::Millisecond, zone.clone()),
        DataType::Time32(_) | DataType::Time64(_) => TIME,
        DataType::LargeList(item)
        | DataType::List(item)
        | DataType::ListView(item)
        | DataType::FixedSizeList(item, _) => array_of(canonical(item.data_type())),
        DataType::Struct(fields) => {
            row_of(fields.iter().map(|field| (field.name().clone(), canonical(field.data_type()))))
        }
        DataType::Map(..) => match entry_of(kind) {
            Some((key, value)) => map_of(canonical(key), canonical(value)),
            None => kind.clone(),
        },
        other => other.clone(),
    }
}
