//! A reader of Parquet for the tests: all that the writer writes, from the footer on, put together to JSON again.
//!
//! It knows the format's page and nothing of the writer: levels are turned back by the schema that the file states.

use std::collections::BTreeMap;
use std::io::Read;
use std::iter::Peekable;
use std::vec::IntoIter;

use serde_json::{Map, Value, json};

/// A value of Thrift's compact protocol.
#[derive(Clone, Debug)]
pub enum Thrift {
    Number(i64),
    Bytes(Vec<u8>),
    List(Vec<Thrift>),
    Struct(BTreeMap<i16, Thrift>),
}

impl Thrift {
    pub fn get(&self, id: i16) -> Option<&Thrift> {
        match self {
            Self::Struct(fields) => fields.get(&id),
            other => panic!("{other:?} is no struct"),
        }
    }

    pub fn number(&self, id: i16) -> i64 {
        match self.get(id) {
            Some(Self::Number(number)) => *number,
            other => panic!("{other:?} is no number"),
        }
    }

    fn text(&self, id: i16) -> String {
        match self.get(id) {
            Some(Self::Bytes(bytes)) => String::from_utf8(bytes.clone()).unwrap(),
            other => panic!("{other:?} is no text"),
        }
    }

    pub fn list(&self, id: i16) -> &[Thrift] {
        match self.get(id) {
            Some(Self::List(items)) => items,
            other => panic!("{other:?} is no list"),
        }
    }

    /// Reads a struct off the front of `bytes`.
    fn read(bytes: &mut &[u8]) -> Self {
        let mut fields = BTreeMap::new();
        let mut id = 0;
        loop {
            let head = byte(bytes);
            if head == 0 {
                return Self::Struct(fields);
            }
            id = if head >> 4 == 0 { zigzag(bytes) as i16 } else { id + i16::from(head >> 4) };
            fields.insert(id, Self::value(bytes, head & 15));
        }
    }

    fn value(bytes: &mut &[u8], kind: u8) -> Self {
        match kind {
            5 | 6 => Self::Number(zigzag(bytes)),
            8 => {
                let length = varint(bytes) as usize;
                Self::Bytes(take(bytes, length).to_vec())
            }
            9 => {
                let head = byte(bytes);
                let length = if head >> 4 == 15 { varint(bytes) } else { u64::from(head >> 4) };
                Self::List((0..length).map(|_| Self::value(bytes, head & 15)).collect())
            }
            12 => Self::read(bytes),
            other => panic!("type {other} is not written"),
        }
    }
}

fn byte(bytes: &mut &[u8]) -> u8 {
    take(bytes, 1)[0]
}

fn take<'a>(bytes: &mut &'a [u8], length: usize) -> &'a [u8] {
    let (taken, rest) = bytes.split_at(length);
    *bytes = rest;
    taken
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let next = byte(bytes);
        number |= u64::from(next & 0x7f) << shift;
        if next < 0x80 {
            break;
        }
    }
    number
}

fn zigzag(bytes: &mut &[u8]) -> i64 {
    let number = varint(bytes);
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Unpacks levels of the hybrid encoding.
pub fn levels(mut packed: &[u8], highest: u8, count: usize) -> Vec<u8> {
    let width = (8 - highest.leading_zeros()) as usize;
    let mut levels = Vec::new();
    while !packed.is_empty() {
        let header = varint(&mut packed);
        if header & 1 == 0 {
            levels.extend(vec![byte(&mut packed); (header >> 1) as usize]);
            continue;
        }
        let groups = (header >> 1) as usize;
        let bits = take(&mut packed, groups * width);
        let bit = |at: usize| bits[at / 8] >> (at % 8) & 1;
        levels.extend(
            (0..groups * 8).map(|index| (0..width).map(|low| bit(index * width + low) << low).sum::<u8>()),
        );
    }
    assert!(levels.len() >= count && levels.len() < count + 8, "{} for {count}", levels.len());
    levels.truncate(count);
    levels
}

struct Leaf {
    physical: i64,
    width: usize,
    text: bool,
    decimal: Option<usize>,
}

struct Node {
    name: String,
    defined: u8,
    repeated: u8,
    annotation: Option<i64>,
    leaf: Option<Leaf>,
    children: Vec<Node>,
}

impl Node {
    fn read(elements: &mut IntoIter<Thrift>, defined: u8, repeated: u8) -> Self {
        let element = elements.next().unwrap();
        let repetition = element.get(3).map_or(0, |_| element.number(3));
        let optional = |id| element.get(id).map(|_| element.number(id));
        let (defined, repeated) = (defined + u8::from(repetition > 0), repeated + u8::from(repetition == 2));
        let annotation = optional(6);
        let leaf = optional(1).map(|physical| Leaf {
            physical,
            width: optional(2).unwrap_or(0) as usize,
            text: annotation == Some(0),
            decimal: optional(7).map(|scale| scale as usize),
        });
        let children =
            (0..optional(5).unwrap_or(0)).map(|_| Self::read(elements, defined, repeated)).collect();
        Self { name: element.text(4), defined, repeated, annotation, leaf, children }
    }

    fn leaves<'a>(&'a self, leaves: &mut Vec<&'a Node>) {
        if self.leaf.is_some() {
            leaves.push(self);
        }
        self.children.iter().for_each(|child| child.leaves(leaves));
    }
}

type Cells = Peekable<IntoIter<(u8, u8, Option<Value>)>>;

/// The rows of a file, and its footer.
pub fn rows(file: &[u8]) -> (Vec<Value>, Thrift) {
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
    let end = file.len() - 8;
    let length = u32::from_le_bytes(file[end..end + 4].try_into().unwrap()) as usize;
    let mut rest = &file[end - length..end];
    let footer = Thrift::read(&mut rest);
    assert!(rest.is_empty());
    let root = Node::read(&mut footer.list(2).to_vec().into_iter(), 0, 0);
    let mut leaves = Vec::new();
    root.leaves(&mut leaves);
    let mut rows = Vec::new();
    for group in footer.list(4) {
        let chunks = group.list(1).iter().zip(&leaves);
        let mut cells: Vec<Cells> =
            chunks.map(|(chunk, leaf)| cells(file, chunk, leaf).into_iter().peekable()).collect();
        for _ in 0..group.number(3) {
            let mut at = 0;
            rows.push(fields(&root, &mut cells, &mut at));
        }
        assert!(cells.iter_mut().all(|cells| cells.peek().is_none()), "cells are left");
    }
    assert_eq!(rows.len() as i64, footer.number(3));
    (rows, footer)
}

fn cells(file: &[u8], chunk: &Thrift, leaf: &Node) -> Vec<(u8, u8, Option<Value>)> {
    let meta = chunk.get(3).unwrap();
    let offset = meta.number(9) as usize;
    let mut rest = &file[offset..offset + meta.number(7) as usize];
    let mut cells = Vec::new();
    while !rest.is_empty() {
        let header = Thrift::read(&mut rest);
        let packed = take(&mut rest, header.number(3) as usize);
        let mut plain = Vec::new();
        match meta.number(4) {
            0 => plain.extend(packed),
            1 => plain = snap::raw::Decoder::new().decompress_vec(packed).unwrap(),
            2 => drop(flate2::read::GzDecoder::new(packed).read_to_end(&mut plain).unwrap()),
            other => panic!("codec {other}"),
        }
        assert_eq!(plain.len() as i64, header.number(2));
        let count = header.get(5).unwrap().number(1) as usize;
        let mut plain = &plain[..];
        let [repeated, defined] = [leaf.repeated, leaf.defined].map(|highest| {
            if highest == 0 {
                return vec![0; count];
            }
            let length = u32::from_le_bytes(take(&mut plain, 4).try_into().unwrap()) as usize;
            levels(take(&mut plain, length), highest, count)
        });
        let mut bit = 0;
        for (repeated, defined) in repeated.into_iter().zip(defined) {
            let there = defined == leaf.defined;
            cells.push((
                repeated,
                defined,
                there.then(|| value(&mut plain, leaf.leaf.as_ref().unwrap(), &mut bit)),
            ));
        }
    }
    assert_eq!(cells.len() as i64, meta.number(5));
    let nulls = cells.iter().filter(|cell| cell.2.is_none()).count() as i64;
    assert_eq!(nulls, meta.get(12).unwrap().number(3));
    cells
}

fn value(plain: &mut &[u8], leaf: &Leaf, bit: &mut usize) -> Value {
    match leaf.physical {
        0 => {
            let boolean = plain[0] >> *bit & 1 == 1;
            *bit = (*bit + 1) % 8;
            if *bit == 0 {
                take(plain, 1);
            }
            json!(boolean)
        }
        1 => json!(i32::from_le_bytes(take(plain, 4).try_into().unwrap())),
        2 => json!(i64::from_le_bytes(take(plain, 8).try_into().unwrap())),
        3 => {
            let bytes = take(plain, 12);
            let nanoseconds = i64::from_le_bytes(bytes[..8].try_into().unwrap());
            let day = i32::from_le_bytes(bytes[8..].try_into().unwrap());
            json!([day, nanoseconds])
        }
        4 => json!(f32::from_le_bytes(take(plain, 4).try_into().unwrap())),
        5 => json!(f64::from_le_bytes(take(plain, 8).try_into().unwrap())),
        6 => {
            let length = u32::from_le_bytes(take(plain, 4).try_into().unwrap()) as usize;
            let bytes = take(plain, length).to_vec();
            if leaf.text { json!(String::from_utf8(bytes).unwrap()) } else { json!(bytes) }
        }
        7 => {
            let bytes = take(plain, leaf.width);
            let sign = if bytes[0] >= 0x80 { -1 } else { 0 };
            let unscaled = bytes.iter().fold(sign, |number: i128, byte| number << 8 | i128::from(*byte));
            json!(format!("{unscaled}e-{}", leaf.decimal.unwrap()))
        }
        other => panic!("type {other}"),
    }
}

fn fields(node: &Node, cells: &mut [Cells], at: &mut usize) -> Value {
    let mut members = Map::new();
    for child in &node.children {
        members.insert(child.name.clone(), read(child, cells, at));
    }
    Value::Object(members)
}

/// Reads one value of a node from its columns, which begin at `at`; `at` is behind them afterwards.
fn read(node: &Node, cells: &mut [Cells], at: &mut usize) -> Value {
    let first = *at;
    let mut leaves = Vec::new();
    node.leaves(&mut leaves);
    let after = first + leaves.len();
    let defined = cells[first].peek().unwrap().1;
    *at = after;
    let listed = matches!(node.annotation, Some(1 | 3)) && node.leaf.is_none();
    if node.leaf.is_some() {
        return cells[first].next().unwrap().2.unwrap_or(Value::Null);
    }
    if defined < node.defined || listed && defined == node.defined {
        cells[first..after].iter_mut().for_each(|cells| drop(cells.next().unwrap()));
        return match node.annotation {
            Some(1) if defined == node.defined => json!({}),
            Some(3) if defined == node.defined => json!([]),
            _ => Value::Null,
        };
    }
    if !listed {
        *at = first;
        return fields(node, cells, at);
    }
    let entry = &node.children[0];
    let mut entries = Vec::new();
    loop {
        *at = first;
        entries.push(fields(entry, cells, at));
        if cells[first].peek().is_none_or(|cell| cell.0 != entry.repeated) {
            break;
        }
    }
    if node.annotation == Some(3) {
        return entries.into_iter().map(|entry| entry["element"].clone()).collect();
    }
    let key = |entry: &Value| entry["key"].as_str().map_or_else(|| entry["key"].to_string(), str::to_owned);
    Value::Object(entries.iter().map(|entry| (key(entry), entry["value"].clone())).collect())
}
