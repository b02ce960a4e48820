//! A schema from samples: the narrowest of bigint, double, boolean, string, array and struct that takes what was seen.
//!
//! Integers are `bigint`, other numbers `double`, both together `double`. Nulls and empty arrays take what others
//! say. Where two samples do not agree, the column is `string`, which takes anything. A field that was always null is
//! `string` too. Struct fields and columns come in the order in which they were first seen; names are lower case, as
//! the catalogue's are.

use serde_json::Value;

use super::{COLUMNS_MAX, DEPTH_MAX, Field, HiveType, Schema, SchemaError};

/// What was seen so far.
#[derive(Clone, Debug, Default)]
pub struct Inference {
    columns: Vec<(String, Seen)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Seen {
    Nothing,
    Boolean,
    Integer,
    Number,
    Text,
    Array(Box<Seen>),
    Struct(Vec<(String, Seen)>),
}

impl Inference {
    /// Looks at one record; false if it is no JSON object, which teaches nothing.
    pub fn see(&mut self, record: &[u8]) -> bool {
        let Ok(Value::Object(members)) = serde_json::from_slice(record) else { return false };
        let columns = std::mem::take(&mut self.columns);
        self.columns = both_structs(columns, fields(members, 0));
        true
    }

    /// What the samples so far have in common.
    pub fn schema(self) -> Result<Schema, SchemaError> {
        Schema::new(stated(self.columns))
    }
}

fn fields(members: serde_json::Map<String, Value>, depth: usize) -> Vec<(String, Seen)> {
    let mut fields: Vec<(String, Seen)> = Vec::new();
    for (name, value) in members.into_iter().take(COLUMNS_MAX) {
        let one = vec![(name.to_lowercase(), seen(value, depth + 1))];
        fields = both_structs(fields, one);
    }
    fields
}

fn seen(value: Value, depth: usize) -> Seen {
    match value {
        Value::Null => Seen::Nothing,
        Value::Bool(_) => Seen::Boolean,
        Value::Number(number) if number.is_i64() => Seen::Integer,
        Value::Number(_) => Seen::Number,
        Value::String(_) => Seen::Text,
        // Deeper than a schema may be: whatever it is, its text is a string.
        Value::Array(_) | Value::Object(_) if depth >= DEPTH_MAX => Seen::Text,
        Value::Array(elements) => {
            let elements = elements.into_iter().map(|element| seen(element, depth + 1));
            Seen::Array(Box::new(elements.fold(Seen::Nothing, both)))
        }
        // A struct has fields; an empty object says no more than null does.
        Value::Object(members) if members.is_empty() => Seen::Nothing,
        Value::Object(members) => Seen::Struct(fields(members, depth)),
    }
}

fn both(left: Seen, right: Seen) -> Seen {
    match (left, right) {
        (Seen::Nothing, other) | (other, Seen::Nothing) => other,
        (Seen::Integer, Seen::Number) | (Seen::Number, Seen::Integer) => Seen::Number,
        (Seen::Array(left), Seen::Array(right)) => Seen::Array(Box::new(both(*left, *right))),
        (Seen::Struct(left), Seen::Struct(right)) => Seen::Struct(both_structs(left, right)),
        (left, right) if left == right => left,
        _ => Seen::Text,
    }
}

fn both_structs(mut left: Vec<(String, Seen)>, right: Vec<(String, Seen)>) -> Vec<(String, Seen)> {
    for (index, (name, seen)) in right.into_iter().enumerate() {
        // Most records have the same members in the same order.
        let same = left.get(index).is_some_and(|(other, _)| *other == name).then_some(index);
        match same.or_else(|| left.iter().position(|(other, _)| *other == name)) {
            Some(at) => {
                let other = std::mem::replace(&mut left[at].1, Seen::Nothing);
                left[at].1 = both(other, seen);
            }
            None if left.len() < COLUMNS_MAX => left.push((name, seen)),
            None => {}
        }
    }
    left
}

fn stated(fields: Vec<(String, Seen)>) -> Vec<Field> {
    fields.into_iter().map(|(name, seen)| Field { name, kind: kind(seen) }).collect()
}

fn kind(seen: Seen) -> HiveType {
    match seen {
        Seen::Nothing | Seen::Text => HiveType::String,
        Seen::Boolean => HiveType::Boolean,
        Seen::Integer => HiveType::BigInt,
        Seen::Number => HiveType::Double,
        Seen::Array(element) => HiveType::Array(Box::new(kind(*element))),
        Seen::Struct(fields) => HiveType::Struct(stated(fields)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inferred(records: &[&str]) -> String {
        let mut inference = Inference::default();
        for record in records {
            assert!(inference.see(record.as_bytes()), "{record}");
        }
        let schema = inference.schema().unwrap();
        HiveType::Struct(schema.columns().to_vec()).to_string()
    }

    #[test]
    fn samples_say_what_a_column_is() {
        assert_eq!(
            inferred(&[
                r#"{"Id":1,"t":20,"ok":true,"n":null,"l":[],"o":{"x":1}}"#,
                r#"{"id":2,"t":20.5,"l":[1]}"#
            ]),
            "struct<id:bigint,t:double,ok:boolean,n:string,l:array<bigint>,o:struct<x:bigint>>"
        );
        assert_eq!(inferred(&[r#"{"a":1}"#, r#"{"a":"x"}"#]), "struct<a:string>");
        assert_eq!(
            inferred(&[r#"{"a":{}}"#, r#"{"a":[{"b":1},{"c":2}]}"#]),
            "struct<a:array<struct<b:bigint,c:bigint>>>"
        );
        assert_eq!(inferred(&[r#"{"a":18446744073709551615}"#]), "struct<a:double>");
    }

    #[test]
    fn what_is_no_object_teaches_nothing() {
        let mut inference = Inference::default();
        for record in ["", "[1]", "{", "7"] {
            assert!(!inference.see(record.as_bytes()));
        }
        assert_eq!(inference.schema(), Err(SchemaError::Columns(0)));
    }

    #[test]
    fn nesting_ends() {
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(100), "]".repeat(100));
        let kind = inferred(&[&deep]);
        assert!(HiveType::parse(&kind).is_ok(), "{kind}");
    }
}
