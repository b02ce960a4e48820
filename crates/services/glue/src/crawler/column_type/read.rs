//! Types read from Hive's text: those that a table in the catalog has already.
//!
//! Of `char(n)` and `varchar(n)` the length is dropped; what a crawler never makes (`uniontype`) is refused.

use super::{ColumnType, Fields};
use crate::crawler::limits::{DECIMAL_DIGITS_MAX, DEPTH_MAX};

/// Types within types that are read: more than inference makes of what is [`DEPTH_MAX`] deep.
const DEPTH_READ_MAX: usize = 3 * DEPTH_MAX;

impl ColumnType {
    /// Reads a type; nothing where `text` is none.
    pub fn read(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        let kind = kind(&mut rest, DEPTH_READ_MAX)?;
        rest.is_empty().then_some(kind)
    }
}

fn kind(rest: &mut &str, depth: usize) -> Option<ColumnType> {
    let depth = depth.checked_sub(1)?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    *rest = after;
    Some(match name.to_ascii_lowercase().as_str() {
        "boolean" => ColumnType::Boolean,
        "tinyint" => ColumnType::TinyInt,
        "smallint" => ColumnType::SmallInt,
        "int" | "integer" => ColumnType::Int,
        "bigint" | "long" => ColumnType::BigInt,
        "float" | "real" => ColumnType::Float,
        "double" => ColumnType::Double,
        "date" => ColumnType::Date,
        "timestamp" => ColumnType::Timestamp,
        "binary" => ColumnType::Binary,
        "string" => ColumnType::String,
        "char" | "varchar" => {
            arguments(rest)?;
            ColumnType::String
        }
        "decimal" | "numeric" => decimal(arguments(rest)?)?,
        "array" => {
            take(rest, '<')?;
            let item = kind(rest, depth)?;
            take(rest, '>')?;
            ColumnType::array(item)
        }
        "map" => {
            take(rest, '<')?;
            let key = kind(rest, depth)?;
            take(rest, ',')?;
            let value = kind(rest, depth)?;
            take(rest, '>')?;
            ColumnType::Map(Box::new(key), Box::new(value))
        }
        "struct" => structure(rest, depth)?,
        _ => return None,
    })
}

fn structure(rest: &mut &str, depth: usize) -> Option<ColumnType> {
    take(rest, '<')?;
    let mut fields = Fields::default();
    loop {
        let colon = rest.find(':')?;
        let name = rest[..colon].trim();
        *rest = &rest[colon + 1..];
        fields.add(name, kind(rest, depth)?);
        if take(rest, ',').is_none() {
            take(rest, '>')?;
            return Some(ColumnType::Struct(fields));
        }
    }
}

fn decimal(arguments: &str) -> Option<ColumnType> {
    if arguments.is_empty() {
        return Some(ColumnType::Decimal { precision: 10, scale: 0 });
    }
    let (precision, scale) = arguments.split_once(',').unwrap_or((arguments, "0"));
    let (precision, scale): (u8, u8) = (precision.trim().parse().ok()?, scale.trim().parse().ok()?);
    (precision <= DECIMAL_DIGITS_MAX && scale <= precision)
        .then_some(ColumnType::Decimal { precision, scale })
}

/// What stands in round brackets, if they are there.
fn arguments<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let Some(inner) = rest.strip_prefix('(') else { return Some("") };
    let (inner, after) = inner.split_once(')')?;
    *rest = after;
    Some(inner)
}

fn take(rest: &mut &str, expected: char) -> Option<()> {
    *rest = rest.trim_start().strip_prefix(expected)?.trim_start();
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for text in [
            "boolean",
            "decimal(12,3)",
            "array<struct<name:string,parameters:array<string>>>",
            "struct<a:map<string,array<int>>,b:struct<c:double>,d:timestamp>",
        ] {
            assert_eq!(ColumnType::read(text).unwrap().to_string(), text);
        }
        assert_eq!(ColumnType::read("varchar(12)"), Some(ColumnType::String));
        assert_eq!(ColumnType::read(" map< string , int >").unwrap().to_string(), "map<string,int>");
        assert_eq!(ColumnType::read("decimal").unwrap().to_string(), "decimal(10,0)");
    }

    #[test]
    fn what_is_no_type_is_refused() {
        for text in
            ["", "array", "array<int", "struct<>", "struct<a>", "int>", "uniontype<int>", "decimal(3,4)"]
        {
            assert_eq!(ColumnType::read(text), None, "{text}");
        }
        assert_eq!(ColumnType::read(&"array<".repeat(1000)), None);
    }
}
