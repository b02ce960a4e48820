//! Hive's type names, as Glue keeps them: `array<struct<a:int,b:string>>`.

use arrow::datatypes::{DataType, TimeUnit};

use super::text::{Text, decimal};
use super::{TIMESTAMP, array_of, entry_of, map_of, row_of};
use crate::error::Error;

/// The type that Hive calls `name`.
pub fn of_hive(name: &str) -> Result<DataType, Error> {
    let mut text = Text::new(name);
    let kind = read(&mut text)?;
    if text.is_done() { Ok(kind) } else { Err(text.error()) }
}

fn read(text: &mut Text<'_>) -> Result<DataType, Error> {
    text.enter()?;
    let kind = match text.word()?.as_str() {
        "boolean" => DataType::Boolean,
        "tinyint" | "byte" => DataType::Int8,
        "smallint" | "short" => DataType::Int16,
        "int" | "integer" => DataType::Int32,
        "bigint" | "long" => DataType::Int64,
        "float" | "real" => DataType::Float32,
        "double" => {
            text.take_word("precision");
            DataType::Float64
        }
        "string" => DataType::Utf8,
        "varchar" | "char" => {
            text.numbers()?;
            DataType::Utf8
        }
        "binary" | "varbinary" => DataType::Binary,
        "date" => DataType::Date32,
        "timestamp" => {
            text.numbers()?;
            if text.take_word("with") {
                text.word()?;
                text.take_word("time");
                text.take_word("zone");
                super::timestamp_with_zone("UTC")
            } else {
                TIMESTAMP
            }
        }
        "timestamptz" => super::timestamp_with_zone("UTC"),
        "decimal" | "numeric" => decimal(&text.numbers()?, 10).ok_or_else(|| text.error())?,
        "array" => {
            text.expect('<')?;
            let item = read(text)?;
            text.expect('>')?;
            array_of(item)
        }
        "map" => {
            text.expect('<')?;
            let key = read(text)?;
            text.expect(',')?;
            let value = read(text)?;
            text.expect('>')?;
            map_of(key, value)
        }
        "struct" => {
            text.expect('<')?;
            let mut fields = Vec::new();
            loop {
                let name = text.word()?;
                text.expect(':')?;
                fields.push((name, read(text)?));
                if !text.take(',') {
                    break;
                }
            }
            text.expect('>')?;
            row_of(fields)
        }
        _ => return Err(text.error()),
    };
    text.leave();
    Ok(kind)
}

/// Hive's name for the type; `None` for those that Hive has not.
pub fn to_hive(kind: &DataType) -> Option<String> {
    Some(match kind {
        DataType::Boolean => "boolean".to_owned(),
        DataType::Int8 => "tinyint".to_owned(),
        DataType::Int16 => "smallint".to_owned(),
        DataType::Int32 => "int".to_owned(),
        DataType::Int64 => "bigint".to_owned(),
        DataType::Float32 => "float".to_owned(),
        DataType::Float64 => "double".to_owned(),
        DataType::Utf8 => "string".to_owned(),
        DataType::Binary => "binary".to_owned(),
        DataType::Date32 => "date".to_owned(),
        DataType::Timestamp(TimeUnit::Millisecond, None) => "timestamp".to_owned(),
        DataType::Decimal128(precision, scale) => format!("decimal({precision},{scale})"),
        DataType::List(item) => format!("array<{}>", to_hive(item.data_type())?),
        DataType::Map(..) => {
            let (key, value) = entry_of(kind)?;
            format!("map<{},{}>", to_hive(key)?, to_hive(value)?)
        }
        DataType::Struct(fields) => {
            let fields = fields
                .iter()
                .map(|field| to_hive(field.data_type()).map(|kind| format!("{}:{kind}", field.name())));
            format!("struct<{}>", fields.collect::<Option<Vec<_>>>()?.join(","))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_as_they_went_in() {
        for name in [
            "int",
            "bigint",
            "string",
            "decimal(12,2)",
            "array<struct<a:int,b:array<string>>>",
            "map<string,struct<x:double,y:timestamp>>",
        ] {
            assert_eq!(to_hive(&of_hive(name).unwrap()).as_deref(), Some(name));
        }
        assert_eq!(of_hive("STRUCT< a : INT >").unwrap(), of_hive("struct<a:int>").unwrap());
        assert_eq!(of_hive("varchar(10)").unwrap(), DataType::Utf8);
    }

    #[test]
    fn what_is_no_type_is_told() {
        for name in ["", "integr", "array<int", "decimal(99,2)", "struct<a>", "int int"] {
            assert_eq!(of_hive(name).unwrap_err().message, format!("Unknown type: {name}"));
        }
    }
}
