//! A record taken apart into the columns.

use serde_json::{Map, Value};

use super::BadRecord;
use super::column::Column;
use super::tree::{Level, Node, Shape};
use super::value;
use crate::formats::input::Input;
use crate::formats::schema::HiveType;

/// Appends the record to all columns; on an error some have more than others, and the caller undoes it.
pub(super) fn record(
    root: &Node,
    columns: &mut [Column],
    input: &Input,
    members: &Map<String, Value>,
) -> Result<(), BadRecord> {
    let Shape::Struct(fields) = &root.shape else { unreachable!("invariant: a schema's root is a struct") };
    let mut shredder = Shredder { columns, input };
    for (name, node) in fields {
        shredder.put(node, input.find(members, name, true), 0, 0)?;
    }
    Ok(())
}

struct Shredder<'a> {
    columns: &'a mut [Column],
    input: &'a Input,
}

impl Shredder<'_> {
    /// Appends `value`, or that it is missing at the definition level `above`.
    fn put(
        &mut self,
        node: &Node,
        value: Option<&Value>,
        repeated: Level,
        above: Level,
    ) -> Result<(), BadRecord> {
        let Some(value) = value.filter(|value| !value.is_null()) else {
            self.absent(node, repeated, above);
            return Ok(());
        };
        match (&node.shape, value) {
            (Shape::Leaf(kind), _) => self.leaf(node, kind, value, repeated),
            (Shape::Struct(fields), Value::Object(members)) => {
                for (name, field) in fields {
                    self.put(field, self.input.find(members, name, false), repeated, node.defined)?;
                }
                Ok(())
            }
            (Shape::List(deeper, element), Value::Array(elements)) => {
                if elements.is_empty() {
                    self.absent(node, repeated, node.defined);
                }
                for (index, value) in elements.iter().enumerate() {
                    let repeated = if index == 0 { repeated } else { *deeper };
                    self.put(element, Some(value), repeated, node.defined + 1)?;
                }
                Ok(())
            }
            (Shape::Map(deeper, key, inner), Value::Object(members)) => {
                if members.is_empty() {
                    self.absent(node, repeated, node.defined);
                }
                for (index, (name, value)) in members.iter().enumerate() {
                    let repeated = if index == 0 { repeated } else { *deeper };
                    self.put(key, Some(&Value::String(name.clone())), repeated, node.defined + 1)?;
                    self.put(inner, Some(value), repeated, node.defined + 1)?;
                }
                Ok(())
            }
            (shape, _) => {
                let kind = match shape {
                    Shape::Struct(_) => "struct",
                    Shape::List(..) => "array",
                    _ => "map",
                };
                Err(mismatch(&self.columns[node.columns.start], kind.to_owned(), value))
            }
        }
    }

    fn leaf(
        &mut self,
        node: &Node,
        kind: &HiveType,
        value: &Value,
        repeated: Level,
    ) -> Result<(), BadRecord> {
        let column = &mut self.columns[node.columns.start];
        if !value::append(&mut column.values, kind, value, self.input) {
            return Err(mismatch(column, kind.to_string(), value));
        }
        column.level(node.defined, repeated);
        Ok(())
    }

    fn absent(&mut self, node: &Node, repeated: Level, defined: Level) {
        for column in &mut self.columns[node.columns.clone()] {
            column.level(defined, repeated);
        }
    }
}

fn mismatch(column: &Column, kind: String, value: &Value) -> BadRecord {
    BadRecord::Mismatch {
        column: column.path.join("."),
        kind,
        value: value.to_string().chars().take(100).collect(),
    }
}
