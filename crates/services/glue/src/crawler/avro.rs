//! The Avro classifier: the schema in the header of an object container file, and the records counted by its blocks.
//!
//! <https://avro.apache.org/docs/1.11.1/specification/>

use std::collections::HashMap;

use serde_json::Value;

use super::column_type::{ColumnType, Fields};
use super::limits::{DECIMAL_DIGITS_MAX, DEPTH_MAX, FIELDS_MAX};
use super::schema::Records;

/// How a file begins.
const MAGIC: &[u8] = b"Obj\x01";
/// The marker between blocks, in bytes.
const SYNC: usize = 16;

/// What a header says.
#[derive(Debug)]
pub struct Container {
    /// The schema, as it is written there.
    pub schema: String,
    pub columns: Fields,
    /// The records of the blocks that `head` has whole.
    pub records: Records,
}

/// Reads the beginning of a file; nothing where that is none, or holds no records of named fields.
pub fn read(head: &[u8]) -> Option<Container> {
    let mut rest = Bytes(head.strip_prefix(MAGIC)?);
    let mut schema = None;
    loop {
        let mut count = rest.long()?;
        if count == 0 {
            break;
        }
        if count < 0 {
            // A negative count is followed by the length of the block.
            rest.long()?;
            count = count.checked_neg()?;
        }
        for _ in 0..count {
            let key = rest.bytes()?;
            let value = rest.bytes()?;
            if key == b"avro.schema" {
                schema = Some(String::from_utf8(value.to_vec()).ok()?);
            }
        }
    }
    rest.take(SYNC)?;
    let schema = schema?;
    let document: Value = serde_json::from_str(&schema).ok()?;
    let mut names = Names::default();
    let ColumnType::Struct(columns) = names.kind(&document, "", DEPTH_MAX)? else { return None };
    Some(Container { schema, columns, records: blocks(rest) })
}

/// Counts the records of whole blocks.
fn blocks(mut rest: Bytes<'_>) -> Records {
    let mut records = Records::default();
    loop {
        let mut block = || {
            let count = u64::try_from(rest.long()?).ok()?;
            let bytes = rest.bytes()?.len() as u64;
            rest.take(SYNC)?;
            Some(Records { count, bytes })
        };
        match block() {
            Some(block) => records = records.plus(block),
            None => return records,
        }
    }
}

/// What is left to read.
struct Bytes<'b>(&'b [u8]);

impl<'b> Bytes<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn long(&mut self) -> Option<i64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some((value >> 1) as i64 ^ -((value & 1) as i64));
            }
        }
        None
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.long()?;
        self.take(usize::try_from(length).ok()?)
    }
}

/// The types that have names so far; each is put in wherever its name stands, within a bound.
#[derive(Default)]
struct Names {
    known: HashMap<String, ColumnType>,
    members: usize,
}

impl Names {
    fn kind(&mut self, schema: &Value, space: &str, depth: usize) -> Option<ColumnType> {
        let depth = depth.checked_sub(1)?;
        match schema {
            Value::String(name) => self.named(name, space),
            Value::Array(union) => {
                let mut kind = ColumnType::Unknown;
                for option in union {
                    kind = kind.widen(self.kind(option, space, depth)?);
                }
                Some(kind)
            }
            Value::Object(object) => {
                let text = |name: &str| object.get(name).and_then(Value::as_str);
                let number = |name: &str| u8::try_from(object.get(name)?.as_u64()?).ok();
                if let Some(kind) = logical(text("logicalType"), number("precision"), number("scale")) {
                    self.remember(text("name"), space, &kind);
                    return Some(kind);
                }
                let kind = match text("type") {
                    Some("record" | "error") => return self.record(schema, space, depth),
                    Some("enum") => ColumnType::String,
                    Some("fixed") => ColumnType::Binary,
                    Some("array") => ColumnType::array(self.kind(object.get("items")?, space, depth)?),
                    Some("map") => {
                        let value = self.kind(object.get("values")?, space, depth)?;
                        ColumnType::Map(Box::new(ColumnType::String), Box::new(value))
                    }
                    _ => self.kind(object.get("type")?, space, depth)?,
                };
                self.remember(text("name"), space, &kind);
                Some(kind)
            }
            _ => None,
        }
    }

    fn record(&mut self, schema: &Value, space: &str, depth: usize) -> Option<ColumnType> {
        let name = schema.get("name").and_then(Value::as_str);
        let space = schema.get("namespace").and_then(Value::as_str).unwrap_or(space);
        let space = name.and_then(|name| name.rsplit_once('.')).map_or(space, |(space, _)| space);
        // A record within itself has no end that Hive could write.
        self.remember(name, space, &ColumnType::String);
        let mut fields = Fields::default();
        for field in schema.get("fields")?.as_array()? {
            let kind = self.kind(field.get("type")?, space, depth)?;
            fields.add(field.get("name")?.as_str()?, kind);
        }
        let kind = ColumnType::Struct(fields);
        self.remember(name, space, &kind);
        Some(kind)
    }

    fn remember(&mut self, name: Option<&str>, space: &str, kind: &ColumnType) {
        if let Some(name) = name {
            self.known.insert(full(name, space), kind.clone());
        }
    }

    fn named(&mut self, name: &str, space: &str) -> Option<ColumnType> {
        Some(match name {
            "null" => ColumnType::Unknown,
            "boolean" => ColumnType::Boolean,
            "int" => ColumnType::Int,
            "long" => ColumnType::BigInt,
            "float" => ColumnType::Float,
            "double" => ColumnType::Double,
            "bytes" => ColumnType::Binary,
            "string" => ColumnType::String,
            name => {
                let kind = self.known.get(&full(name, space)).or_else(|| self.known.get(name))?.clone();
                // Names that name names grow without end.
                self.members += kind.members();
                if self.members > FIELDS_MAX { ColumnType::String } else { kind }
            }
        })
    }
}

fn full(name: &str, space: &str) -> String {
    if space.is_empty() || name.contains('.') { name.to_owned() } else { format!("{space}.{name}") }
}

fn logical(name: Option<&str>, precision: Option<u8>, scale: Option<u8>) -> Option<ColumnType> {
    match name? {
        "date" => Some(ColumnType::Date),
        "timestamp-millis" | "timestamp-micros" | "local-timestamp-millis" | "local-timestamp-micros" => {
            Some(ColumnType::Timestamp)
        }
        "uuid" => Some(ColumnType::String),
        "decimal" => {
            let (precision, scale) = (precision?, scale.unwrap_or(0));
            let fits = precision > 0 && precision <= DECIMAL_DIGITS_MAX && scale <= precision;
            fits.then_some(ColumnType::Decimal { precision, scale })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(number: i64) -> Vec<u8> {
        let mut zigzag = ((number << 1) ^ (number >> 63)) as u64;
        let mut bytes = Vec::new();
        while zigzag >= 0x80 {
            bytes.push(zigzag as u8 | 0x80);
            zigzag >>= 7;
        }
        bytes.push(zigzag as u8);
        bytes
    }

    fn file(schema: &str) -> Vec<u8> {
        let text = |text: &[u8]| [long(text.len() as i64), text.to_vec()].concat();
        let block = |count: i64, bytes: usize| [long(count), text(&vec![7; bytes]), vec![9; SYNC]].concat();
        let metadata =
            [long(2), text(b"avro.codec"), text(b"null"), text(b"avro.schema"), text(schema.as_bytes())];
        [MAGIC.to_vec(), metadata.concat(), long(0), vec![9; SYNC], block(3, 30), block(2, 300)].concat()
    }

    const SCHEMA: &str = r#"{"type":"record","name":"Row","namespace":"a.b","fields":[
        {"name":"Id","type":"long"},
        {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
        {"name":"day","type":["null",{"type":"int","logicalType":"date"}]},
        {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":8,"scale":2}},
        {"name":"color","type":{"type":"enum","name":"Color","symbols":["R","G"]}},
        {"name":"other","type":"Color"},
        {"name":"place","type":{"type":"record","name":"Place","fields":[{"name":"lat","type":"float"}]}},
        {"name":"past","type":{"type":"array","items":"a.b.Place"}},
        {"name":"tags","type":{"type":"map","values":"int"}},
        {"name":"next","type":["null","Row"]}]}"#;

    #[test]
    fn the_schema_is_in_the_header() {
        let container = read(&file(SCHEMA)).unwrap();
        assert_eq!(
            ColumnType::Struct(container.columns).to_string(),
            "struct<id:bigint,at:timestamp,day:date,price:decimal(8,2),color:string,other:string,\
             place:struct<lat:float>,past:array<struct<lat:float>>,tags:map<string,int>,next:string>"
        );
        assert_eq!(container.records, Records { count: 5, bytes: 330 });
    }

    #[test]
    fn what_is_no_container_is_refused() {
        let whole = file(SCHEMA);
        let header = whole.len() - 330;
        for cut in 0..header - 60 {
            assert!(read(&whole[..cut]).is_none(), "{cut}");
        }
        assert!(read(&file("\"int\"")).is_none());
        assert!(read(&file("{\"type\":\"record\"}")).is_none());
        assert!(read(&file(&format!("{}1", "[".repeat(100)))).is_none());
    }

    #[test]
    fn names_of_names_are_bounded() {
        let mut fields = vec![
            r#"{"name":"f0","type":{"type":"record","name":"r0","fields":[{"name":"x","type":"int"},
            {"name":"y","type":"int"}]}}"#
                .to_owned(),
        ];
        for n in 1..60 {
            let last = n - 1;
            fields.push(format!(
                r#"{{"name":"f{n}","type":{{"type":"record","name":"r{n}","fields":[
                {{"name":"x","type":"r{last}"}},{{"name":"y","type":"r{last}"}}]}}}}"#
            ));
        }
        let schema = format!(r#"{{"type":"record","name":"all","fields":[{}]}}"#, fields.join(","));
        let container = read(&file(&schema)).unwrap();
        assert!(container.columns.iter().map(|field| field.kind.members()).sum::<usize>() < 10 * FIELDS_MAX);
    }
}
