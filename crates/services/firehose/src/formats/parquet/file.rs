//! What stands around the pages: the magic, and the footer that says what and where everything is.

use std::io::Write;

use super::thrift::Writer;
use super::{Compression, value};
use crate::formats::schema::{Field, HiveType, Schema};

/// The first and the last bytes of a file.
pub(super) const MAGIC: [u8; 4] = *b"PAR1";

/// A column's pages of one row group, as they lie in the file.
pub(super) struct Chunk {
    pub path: Vec<String>,
    pub kind: HiveType,
    /// Where its first page begins.
    pub offset: usize,
    /// Values, nulls included.
    pub values: usize,
    pub nulls: usize,
    /// Bytes of pages and their headers, before and after compression.
    pub plain_bytes: usize,
    pub packed_bytes: usize,
}

struct Group {
    chunks: Vec<Chunk>,
    rows: u64,
    compression: Compression,
}

/// Collects what the footer states.
pub(super) struct Footer {
    elements: Vec<Element>,
    groups: Vec<Group>,
}

/// One place of the schema's tree, in the order of a walk that visits parents first.
struct Element {
    name: String,
    repetition: Option<i32>,
    children: Option<usize>,
    annotation: Option<i32>,
    leaf: Option<HiveType>,
}

const REQUIRED: i32 = 0;
const OPTIONAL: i32 = 1;
const REPEATED: i32 = 2;

/// `parquet.thrift`, `ConvertedType`.
mod converted {
    pub(super) const UTF8: i32 = 0;
    pub(super) const MAP: i32 = 1;
    pub(super) const LIST: i32 = 3;
    pub(super) const DECIMAL: i32 = 5;
    pub(super) const DATE: i32 = 6;
    pub(super) const INT_8: i32 = 15;
    pub(super) const INT_16: i32 = 16;
}

impl Footer {
    pub fn new(schema: &Schema) -> Self {
        let mut elements = vec![Element {
            name: "hive_schema".into(),
            repetition: None,
            children: Some(schema.columns().len()),
            annotation: None,
            leaf: None,
        }];
        for Field { name, kind } in schema.columns() {
            describe(&mut elements, name, OPTIONAL, kind);
        }
        Self { elements, groups: Vec::new() }
    }

    pub fn rows(&self) -> u64 {
        self.groups.iter().map(|group| group.rows).sum()
    }

    pub fn group(&mut self, chunks: Vec<Chunk>, rows: u64, compression: Compression) {
        self.groups.push(Group { chunks, rows, compression });
    }

    pub fn write(&self, file: &mut Vec<u8>) {
        let footer = Writer::of(|footer| {
            footer.i32(1, 1);
            footer.structures(2, &self.elements, element);
            footer.i64(3, self.rows() as i64);
            footer.structures(4, &self.groups, group);
            footer.text(6, concat!("pumphouse version ", env!("CARGO_PKG_VERSION")));
        });
        file.extend(&footer);
        file.extend((footer.len() as u32).to_le_bytes());
        file.extend(MAGIC);
    }
}

fn describe(elements: &mut Vec<Element>, name: &str, repetition: i32, kind: &HiveType) {
    let mut add = |name: &str, repetition, children, annotation, leaf| {
        elements.push(Element {
            name: name.to_owned(),
            repetition: Some(repetition),
            children,
            annotation,
            leaf,
        });
    };
    match kind {
        HiveType::Struct(fields) => {
            add(name, repetition, Some(fields.len()), None, None);
            fields.iter().for_each(|field| describe(elements, &field.name, OPTIONAL, &field.kind));
        }
        HiveType::Array(element) => {
            add(name, repetition, Some(1), Some(converted::LIST), None);
            add("list", REPEATED, Some(1), None, None);
            describe(elements, "element", OPTIONAL, element);
        }
        HiveType::Map(key, value) => {
            add(name, repetition, Some(1), Some(converted::MAP), None);
            add("key_value", REPEATED, Some(2), None, None);
            describe(elements, "key", REQUIRED, key);
            describe(elements, "value", OPTIONAL, value);
        }
        leaf => add(name, repetition, None, annotation(leaf), Some(leaf.clone())),
    }
}

fn annotation(leaf: &HiveType) -> Option<i32> {
    match leaf {
        HiveType::String | HiveType::Varchar(_) | HiveType::Char(_) => Some(converted::UTF8),
        HiveType::Decimal { .. } => Some(converted::DECIMAL),
        HiveType::Date => Some(converted::DATE),
        HiveType::TinyInt => Some(converted::INT_8),
        HiveType::SmallInt => Some(converted::INT_16),
        _ => None,
    }
}

/// `parquet.thrift`, `Type`.
fn physical(leaf: &HiveType) -> i32 {
    match leaf {
        HiveType::Boolean => 0,
        HiveType::TinyInt | HiveType::SmallInt | HiveType::Int | HiveType::Date => 1,
        HiveType::BigInt => 2,
        HiveType::Timestamp => 3,
        HiveType::Float => 4,
        HiveType::Double => 5,
        HiveType::Decimal { .. } => 7,
        _ => 6,
    }
}

fn element(writer: &mut Writer, element: &Element) {
    if let Some(leaf) = &element.leaf {
        writer.i32(1, physical(leaf));
    }
    if let Some(HiveType::Decimal { precision, .. }) = element.leaf {
        writer.i32(2, value::decimal_width(precision) as i32);
    }
    if let Some(repetition) = element.repetition {
        writer.i32(3, repetition);
    }
    writer.text(4, &element.name);
    if let Some(children) = element.children {
        writer.i32(5, children as i32);
    }
    if let Some(annotation) = element.annotation {
        writer.i32(6, annotation);
    }
    if let Some(HiveType::Decimal { precision, scale }) = element.leaf {
        writer.i32(7, scale.into());
        writer.i32(8, precision.into());
    }
}

fn group(writer: &mut Writer, group: &Group) {
    writer.structures(1, &group.chunks, |column, chunk| {
        column.i64(2, chunk.offset as i64);
        column.structure(3, |meta| {
            meta.i32(1, physical(&chunk.kind));
            meta.i32s(2, &[0, 3]); // PLAIN values, RLE levels
            meta.texts(3, chunk.path.iter().map(String::as_str));
            meta.i32(4, codec(group.compression));
            meta.i64(5, chunk.values as i64);
            meta.i64(6, chunk.plain_bytes as i64);
            meta.i64(7, chunk.packed_bytes as i64);
            meta.i64(9, chunk.offset as i64);
            meta.structure(12, |statistics| statistics.i64(3, chunk.nulls as i64));
        });
    });
    writer.i64(2, group.chunks.iter().map(|chunk| chunk.plain_bytes as i64).sum());
    writer.i64(3, group.rows as i64);
}

fn codec(compression: Compression) -> i32 {
    match compression {
        Compression::Uncompressed => 0,
        Compression::Snappy => 1,
        Compression::Gzip => 2,
    }
}

/// The body of a page, packed.
pub(super) fn pack(plain: &[u8], compression: Compression) -> Vec<u8> {
    match compression {
        Compression::Uncompressed => plain.to_vec(),
        Compression::Snappy => snap::raw::Encoder::new()
            .compress_vec(plain)
            .expect("invariant: a page is far below snappy's 4 GiB"),
        Compression::Gzip => {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(plain).expect("invariant: writing to memory does not fail");
            encoder.finish().expect("invariant: writing to memory does not fail")
        }
    }
}
