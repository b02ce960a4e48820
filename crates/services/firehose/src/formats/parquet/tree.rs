//! The tree of a schema: where in a record each column's values are, and how deep.
//!
//! Definition level: how many of the optional or repeated things on the way are there. Repetition level: which list on
//! the way goes on. `optional` adds a definition, `repeated` a definition and a repetition.

use super::column::Column;
use crate::formats::schema::{Field, HiveType, Schema};

/// A level, definition or repetition: at most three per depth of nesting, which schemas bound.
pub(super) type Level = u8;

/// A place in the tree; all are optional.
pub(super) struct Node {
    /// The definition level at which its value is there.
    pub defined: Level,
    /// Its columns: this range of indices.
    pub columns: std::ops::Range<usize>,
    pub shape: Shape,
}

pub(super) enum Shape {
    /// One column.
    Leaf(HiveType),
    Struct(Vec<(String, Node)>),
    /// Elements, at the repetition level of which all but the first begin.
    List(Level, Box<Node>),
    /// Keys and values, likewise.
    Map(Level, Box<Node>, Box<Node>),
}

/// The tree of a schema and its columns, in the file's order.
pub(super) fn plan(schema: &Schema) -> (Node, Vec<Column>) {
    let mut columns = Vec::new();
    let fields = fields(schema.columns(), 0, 0, &[], &mut columns);
    (Node { defined: 0, columns: 0..columns.len(), shape: Shape::Struct(fields) }, columns)
}

fn fields(
    fields: &[Field],
    defined: Level,
    repeated: Level,
    path: &[String],
    columns: &mut Vec<Column>,
) -> Vec<(String, Node)> {
    let field = |field: &Field| {
        (field.name.clone(), node(&field.kind, defined + 1, repeated, &below(path, &[&field.name]), columns))
    };
    fields.iter().map(field).collect()
}

fn below(path: &[String], names: &[&str]) -> Vec<String> {
    path.iter().cloned().chain(names.iter().map(|name| (*name).to_owned())).collect()
}

fn node(
    kind: &HiveType,
    defined: Level,
    repeated: Level,
    path: &[String],
    columns: &mut Vec<Column>,
) -> Node {
    let first = columns.len();
    let shape = match kind {
        HiveType::Struct(inner) => Shape::Struct(fields(inner, defined, repeated, path, columns)),
        HiveType::Array(element) => {
            let path = below(path, &["list", "element"]);
            Shape::List(repeated + 1, Box::new(node(element, defined + 2, repeated + 1, &path, columns)))
        }
        HiveType::Map(key, value) => {
            // A key is required: it is there as soon as its entry is.
            let key = node(key, defined + 1, repeated + 1, &below(path, &["key_value", "key"]), columns);
            let value =
                node(value, defined + 2, repeated + 1, &below(path, &["key_value", "value"]), columns);
            Shape::Map(repeated + 1, Box::new(key), Box::new(value))
        }
        leaf => {
            columns.push(Column::new(leaf.clone(), path.to_vec(), defined, repeated));
            Shape::Leaf(leaf.clone())
        }
    };
    Node { defined, columns: first..columns.len(), shape }
}
