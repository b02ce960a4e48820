//! Fields between delimiters (LazySimpleSerDe): arrays, maps and rows by delimiters of their own, what does not parse is
//! null.

use std::borrow::Cow;

use arrow::datatypes::DataType;
use serde_json::{Map, Value};

use super::columns::Column;
use super::decode::{Decode, Wanted, Wrong};
use crate::lake::format::Delimiters;
use crate::types::{entry_of, item_of};

/// Decodes delimited lines.
pub struct Delimited {
    wanted: Vec<Wanted>,
    delimiters: Delimiters,
    last: usize,
}

impl Delimited {
    /// A decoder of these columns.
    pub fn new(wanted: Vec<Wanted>, delimiters: Delimiters) -> Self {
        let last = wanted.iter().map(|wanted| wanted.index).max().unwrap_or(0);
        Self { wanted, delimiters, last }
    }

    /// The text of a field, without escapes.
    fn plain<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        match self.delimiters.escape {
            Some(escape) if bytes.contains(&escape) => {
                let mut plain = Vec::with_capacity(bytes.len());
                let mut rest = bytes.iter().copied();
                while let Some(byte) = rest.next() {
                    plain.push(if byte == escape { rest.next().unwrap_or(byte) } else { byte });
                }
                Cow::Owned(String::from_utf8_lossy(&plain).into_owned())
            }
            _ => String::from_utf8_lossy(bytes),
        }
    }

    /// A field of a type with parts, as JSON. Depth 0 is the field itself.
    fn nested(&self, bytes: &[u8], kind: &DataType, depth: usize) -> Value {
        if bytes == self.delimiters.null.as_bytes() {
            return Value::Null;
        }
        let (between, within) = (self.delimiter(depth), self.delimiter(depth + 1));
        if let Some(item) = item_of(kind) {
            if bytes.is_empty() {
                return Value::Array(Vec::new());
            }
            return Value::Array(
                self.split(bytes, between).map(|part| self.nested(part, item, depth + 1)).collect(),
            );
        }
        if let Some((_, value)) = entry_of(kind) {
            let mut object = Map::new();
            for part in self.split(bytes, between).filter(|part| !part.is_empty()) {
                let mut sides = self.split(part, within);
                let key = self.plain(sides.next().unwrap_or_default()).into_owned();
                let rest = sides.next().map_or(Value::Null, |rest| self.nested(rest, value, depth + 2));
                object.insert(key, rest);
            }
            return Value::Object(object);
        }
        if let DataType::Struct(fields) = kind {
            let mut parts = self.split(bytes, between);
            let value = |field: &arrow::datatypes::FieldRef| {
                let value =
                    parts.next().map_or(Value::Null, |part| self.nested(part, field.data_type(), depth + 1));
                (field.name().clone(), value)
            };
            return Value::Object(fields.iter().map(value).collect());
        }
        let text = self.plain(bytes);
        // What does not parse is null; a column of its own finds out.
        let mut column = Column::new(kind);
        if column.text(&text) { Value::String(text.into_owned()) } else { Value::Null }
    }

    fn delimiter(&self, depth: usize) -> u8 {
        match depth {
            0 => self.delimiters.collection,
            1 => self.delimiters.key,
            // Hive's own for deeper levels.
            deeper => u8::try_from(deeper + 2).unwrap_or(8),
        }
    }

    fn split<'a>(&self, bytes: &'a [u8], delimiter: u8) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        Fields { rest: Some(bytes), delimiter, escape: self.delimiters.escape }
    }
}

struct Fields<'a> {
    rest: Option<&'a [u8]>,
    delimiter: u8,
    escape: Option<u8>,
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest?;
        let mut place = 0;
        while let Some(byte) = rest.get(place).copied() {
            if Some(byte) == self.escape {
                place += 2;
                continue;
            }
            if byte == self.delimiter {
                self.rest = rest.get(place + 1..);
                return Some(&rest[..place]);
            }
            place += 1;
        }
        self.rest = None;
        Some(rest)
    }
}

impl Decode for Delimited {
    fn decode(&self, line: &[u8], columns: &mut [Column]) -> Result<(), Wrong> {
        let fields: Vec<&[u8]> = self.split(line, self.delimiters.field).take(self.last + 1).collect();
        for (wanted, column) in self.wanted.iter().zip(columns) {
            match fields.get(wanted.index) {
                None => column.null(),
                Some(field) if *field == self.delimiters.null.as_bytes() => column.null(),
                Some(field) if wanted.kind.is_nested() => {
                    column.json(&self.nested(field, &wanted.kind, 0));
                }
                Some(field) => {
                    column.text(&self.plain(field));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::of_hive;

    #[test]
    fn parts_have_delimiters_of_their_own() {
        let delimiters = Delimiters {
            field: b',',
            collection: b'|',
            key: b':',
            escape: Some(b'\\'),
            null: "\\N".to_owned(),
        };
        let decoder = Delimited::new(Vec::new(), delimiters);
        let nested =
            |text: &str, kind: &str| decoder.nested(text.as_bytes(), &of_hive(kind).unwrap(), 0).to_string();
        assert_eq!(nested("1|2|x", "array<int>"), r#"["1","2",null]"#);
        assert_eq!(nested("a:1|b:2", "map<string,int>"), r#"{"a":"1","b":"2"}"#);
        assert_eq!(nested("1|x", "struct<n:int,s:string>"), r#"{"n":"1","s":"x"}"#);
        let fields: Vec<_> = decoder.split(br"a\,b,c", b',').collect();
        assert_eq!(fields, [br"a\,b".as_slice(), b"c".as_slice()]);
        assert_eq!(decoder.plain(br"a\,b"), "a,b");
    }
}
