//! Trino's type names: `array(row(a integer, b varchar))`.

use arrow::datatypes::{DataType, IntervalUnit, TimeUnit};

use super::text::{Text, decimal};
use super::{
    DAY_TO_SECOND, DIGITS_MAX, JSON, TIME, TIMESTAMP, YEAR_TO_MONTH, array_of, entry_of, map_of, row_of,
};
use crate::error::Error;

/// Begins a name of our own: a timestamp whose zone is known.
const ZONED: &str = "timestamp with time zone @";

/// A name for `timestamp with time zone` in one zone, which no query can write.
pub fn zoned_name(zone: &str) -> String {
    format!("{ZONED}{zone}")
}

/// The type that Trino calls `name`.
pub fn of_trino(name: &str) -> Result<DataType, Error> {
    if let Some(zone) = name.strip_prefix(ZONED) {
        return Ok(super::timestamp_with_zone(zone));
    }
    let mut text = Text::new(name);
    let kind = read(&mut text)?;
    if text.is_done() { Ok(kind) } else { Err(text.error()) }
}

fn read(text: &mut Text<'_>) -> Result<DataType, Error> {
    text.enter()?;
    let kind = match text.word()?.as_str() {
        "unknown" => DataType::Null,
        "boolean" => DataType::Boolean,
        "tinyint" => DataType::Int8,
        "smallint" => DataType::Int16,
        "int" | "integer" => DataType::Int32,
        "bigint" => DataType::Int64,
        "real" | "float" => DataType::Float32,
        "double" => {
            text.take_word("precision");
            DataType::Float64
        }
        "varchar" | "char" | "string" => {
            text.numbers()?;
            DataType::Utf8
        }
        "varbinary" | "binary" => DataType::Binary,
        "json" => JSON,
        "uuid" => DataType::FixedSizeBinary(16),
        "ipaddress" => DataType::Utf8,
        "date" => DataType::Date32,
        "time" => {
            text.numbers()?;
            TIME
        }
        "timestamp" => {
            text.numbers()?;
            if text.take_word("with") {
                let zoned = text.take_word("time") && text.take_word("zone");
                if !zoned {
                    return Err(text.error());
                }
                super::timestamp_with_zone("UTC")
            } else {
                TIMESTAMP
            }
        }
        "interval" => match text.word()?.as_str() {
            "day" if text.take_word("to") && text.take_word("second") => DAY_TO_SECOND,
            "year" if text.take_word("to") && text.take_word("month") => YEAR_TO_MONTH,
            _ => return Err(text.error()),
        },
        "decimal" | "numeric" => decimal(&text.numbers()?, DIGITS_MAX).ok_or_else(|| text.error())?,
        "array" => {
            let close = open(text)?;
            let item = read(text)?;
            text.expect(close)?;
            array_of(item)
        }
        "map" => {
            let close = open(text)?;
            let key = read(text)?;
            text.expect(',')?;
            let value = read(text)?;
            text.expect(close)?;
            map_of(key, value)
        }
        "row" | "struct" => {
            let close = open(text)?;
            let mut fields = Vec::new();
            loop {
                fields.push(field(text, fields.len())?);
                if !text.take(',') {
                    break;
                }
            }
            text.expect(close)?;
            row_of(fields)
        }
        _ => return Err(text.error()),
    };
    text.leave();
    Ok(kind)
}

/// Opens a list of types; answers what closes it.
fn open(text: &mut Text<'_>) -> Result<char, Error> {
    if text.take('<') {
        return Ok('>');
    }
    text.expect('(').map(|()| ')')
}

/// A field of a row: name and type, or a type alone.
fn field(text: &mut Text<'_>, index: usize) -> Result<(String, DataType), Error> {
    let before = text.mark();
    if let Ok(kind) = read(text)
        && text.is_at(&[',', ')', '>'])
    {
        return Ok((anonymous(index), kind));
    }
    text.reset(before);
    let name = text.word()?.to_lowercase();
    text.take(':');
    Ok((name, read(text)?))
}

/// How the fields of rows are called that have no names; Athena prints them so.
pub fn anonymous(index: usize) -> String {
    format!("field{index}")
}

/// Trino's name for the type.
pub fn to_trino(kind: &DataType) -> String {
    match kind {
        DataType::Null => "unknown".to_owned(),
        DataType::Boolean => "boolean".to_owned(),
        DataType::Int8 => "tinyint".to_owned(),
        DataType::Int16 => "smallint".to_owned(),
        DataType::Int32 => "integer".to_owned(),
        DataType::Int64 => "bigint".to_owned(),
        DataType::Float32 => "real".to_owned(),
        DataType::Float64 => "double".to_owned(),
        DataType::Utf8 | DataType::Utf8View => "varchar".to_owned(),
        DataType::LargeUtf8 => "json".to_owned(),
        DataType::FixedSizeBinary(16) => "uuid".to_owned(),
        DataType::Binary | DataType::BinaryView => "varbinary".to_owned(),
        DataType::Date32 => "date".to_owned(),
        DataType::Time32(_) | DataType::Time64(_) => "time(3)".to_owned(),
        DataType::Timestamp(unit, zone) => {
            let digits = match unit {
                TimeUnit::Second => 0,
                TimeUnit::Millisecond => 3,
                TimeUnit::Microsecond => 6,
                TimeUnit::Nanosecond => 9,
            };
            format!("timestamp({digits}){}", if zone.is_some() { " with time zone" } else { "" })
        }
        DataType::Interval(IntervalUnit::YearMonth) => "interval year to month".to_owned(),
        DataType::Interval(_) | DataType::Duration(_) => "interval day to second".to_owned(),
        DataType::Decimal128(precision, scale) => format!("decimal({precision},{scale})"),
        DataType::List(item) => format!("array({})", to_trino(item.data_type())),
        DataType::Map(..) => match entry_of(kind) {
            Some((key, value)) => format!("map({}, {})", to_trino(key), to_trino(value)),
            None => "map".to_owned(),
        },
        DataType::Struct(fields) => {
            let fields = fields.iter().enumerate().map(|(index, field)| {
                let kind = to_trino(field.data_type());
                if *field.name() == anonymous(index) { kind } else { format!("{} {kind}", field.name()) }
            });
            format!("row({})", fields.collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// How Athena's API names the type of a result's column, with precision and scale.
pub fn to_athena(kind: &DataType) -> (&'static str, i32, i32) {
    match kind {
        DataType::Null => ("unknown", 0, 0),
        DataType::Boolean => ("boolean", 0, 0),
        DataType::Int8 => ("tinyint", 3, 0),
        DataType::Int16 => ("smallint", 5, 0),
        DataType::Int32 => ("integer", 10, 0),
        DataType::Int64 => ("bigint", 19, 0),
        DataType::Float32 => ("float", 17, 0),
        DataType::Float64 => ("double", 17, 0),
        DataType::LargeUtf8 => ("json", 0, 0),
        DataType::FixedSizeBinary(16) => ("uuid", 0, 0),
        DataType::Binary => ("varbinary", 1_073_741_824, 0),
        DataType::Date32 => ("date", 0, 0),
        DataType::Time32(_) | DataType::Time64(_) => ("time", 3, 0),
        DataType::Timestamp(_, None) => ("timestamp", 3, 0),
        DataType::Timestamp(_, Some(_)) => ("timestamp with time zone", 3, 0),
        DataType::Interval(IntervalUnit::YearMonth) => ("interval year to month", 0, 0),
        DataType::Interval(_) | DataType::Duration(_) => ("interval day to second", 0, 0),
        DataType::Decimal128(precision, scale) => ("decimal", i32::from(*precision), i32::from(*scale)),
        DataType::List(_) => ("array", 0, 0),
        DataType::Map(..) => ("map", 0, 0),
        DataType::Struct(_) => ("row", 0, 0),
        _ => ("varchar", i32::MAX, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_they_went_in() {
        for name in [
            "integer",
            "timestamp(3) with time zone",
            "array(row(a integer, b varchar))",
            "map(varchar, array(double))",
            "row(integer, varchar)",
            "decimal(38,0)",
            "interval day to second",
        ] {
            assert_eq!(to_trino(&of_trino(name).unwrap()), name);
        }
        assert_eq!(to_trino(&of_trino("DECIMAL").unwrap()), "decimal(38,0)");
        assert_eq!(to_trino(&of_trino("row(date date)").unwrap()), "row(date date)");
        assert_eq!(of_trino("varchar(10)").unwrap(), DataType::Utf8);
        assert_eq!(of_trino("blob").unwrap_err().message, "Unknown type: blob");
    }
}
