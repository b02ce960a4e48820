//! What is read of footers.

use super::*;
use crate::crawler::ColumnType;

/// Thrift's compact protocol, written: fields with their numbers, each below 16 after the last.
#[derive(Clone)]
enum Value {
    Number(i64),
    Small(i8),
    Flag(bool),
    Text(&'static str),
    Struct(Vec<(u8, Value)>),
    List(Vec<Value>),
}

impl Value {
    fn code(&self) -> u8 {
        match self {
            Self::Flag(true) => 1,
            Self::Flag(false) => 2,
            Self::Small(_) => 3,
            Self::Number(_) => 6,
            Self::Text(_) => 8,
            Self::List(_) => 9,
            Self::Struct(_) => 12,
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Flag(_) => {}
            Self::Small(number) => out.push(*number as u8),
            Self::Number(number) => varint((number << 1 ^ number >> 63) as u64, out),
            Self::Text(text) => {
                varint(text.len() as u64, out);
                out.extend(text.as_bytes());
            }
            Self::List(items) => {
                let code = items.first().map_or(12, Self::code);
                out.push(0xf0 | code);
                varint(items.len() as u64, out);
                items.iter().for_each(|item| item.write(out));
            }
            Self::Struct(fields) => {
                let mut last = 0;
                for (id, value) in fields {
                    out.push((id - last) << 4 | value.code());
                    last = *id;
                    value.write(out);
                }
                out.push(0);
            }
        }
    }
}

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

use Value::{Flag, List, Number, Small, Struct, Text};

fn file(elements: Vec<Value>) -> Vec<u8> {
    let row_group = Struct(vec![(1, List(vec![])), (2, Number(1_200)), (3, Number(100))]);
    let footer = Struct(vec![
        (1, Number(2)),
        (2, List(elements)),
        (3, Number(200)),
        (4, List(vec![row_group.clone(), row_group])),
        (6, Text("made for a test")),
    ]);
    let mut bytes = b"PAR1....".to_vec();
    let start = bytes.len();
    footer.write(&mut bytes);
    let length = (bytes.len() - start) as u32;
    [bytes, length.to_le_bytes().to_vec(), b"PAR1".to_vec()].concat()
}

fn group(name: &'static str, children: i64) -> Vec<(u8, Value)> {
    vec![(3, Number(1)), (4, Text(name)), (5, Number(children))]
}

fn leaf(physical: i64, name: &'static str) -> Vec<(u8, Value)> {
    vec![(1, Number(physical)), (3, Number(1)), (4, Text(name))]
}

fn with(mut fields: Vec<(u8, Value)>, more: Vec<(u8, Value)>) -> Value {
    fields.extend(more);
    Struct(fields)
}

fn repeated(mut fields: Vec<(u8, Value)>) -> Value {
    for field in &mut fields {
        if field.0 == 3 {
            field.1 = Number(2);
        }
    }
    Struct(fields)
}

fn logical(id: u8, fields: Vec<(u8, Value)>) -> Vec<(u8, Value)> {
    vec![(10, Struct(vec![(id, Struct(fields))]))]
}

fn kinds(mut elements: Vec<Value>, columns: i64) -> String {
    elements.insert(0, Struct(vec![(4, Text("schema")), (5, Number(columns))]));
    ColumnType::Struct(read(&file(elements)).unwrap().columns).to_string()
}

#[test]
fn values_have_hive_types() {
    let elements = vec![
        with(leaf(0, "b"), vec![]),
        with(leaf(1, "I"), vec![]),
        with(leaf(1, "tiny"), vec![(6, Number(15))]),
        with(leaf(1, "small"), logical(10, vec![(1, Small(16)), (2, Flag(true))])),
        with(leaf(1, "u32"), logical(10, vec![(1, Small(32)), (2, Flag(false))])),
        with(leaf(1, "day"), vec![(6, Number(6))]),
        with(leaf(2, "l"), vec![]),
        with(leaf(2, "ms"), vec![(6, Number(9))]),
        with(leaf(2, "ns"), logical(8, vec![(1, Flag(true)), (2, Struct(vec![(3, Struct(vec![]))]))])),
        with(leaf(3, "old"), vec![]),
        with(leaf(4, "f"), vec![]),
        with(leaf(5, "d"), vec![]),
        with(leaf(6, "bytes"), vec![]),
        with(leaf(6, "text"), vec![(6, Number(0))]),
        with(leaf(6, "text2"), logical(1, vec![])),
        with(leaf(7, "price"), vec![(6, Number(5)), (7, Number(2)), (8, Number(9))]),
        with(leaf(2, "price2"), logical(5, vec![(1, Number(3)), (2, Number(18))])),
    ];
    let count = elements.len() as i64;
    assert_eq!(
        kinds(elements, count),
        "struct<b:boolean,i:int,tiny:tinyint,small:smallint,u32:bigint,day:date,l:bigint,ms:timestamp,ns:timestamp,\
         old:timestamp,f:float,d:double,bytes:binary,text:string,text2:string,price:decimal(9,2),price2:decimal(18,3)>"
    );
}

#[test]
fn what_is_nested_keeps_its_structure() {
    let elements = vec![
        // A list of three levels, of structs.
        with(group("points", 1), vec![(6, Number(3))]),
        repeated(group("list", 1)),
        Struct(group("element", 2)),
        with(leaf(5, "x"), vec![]),
        with(leaf(5, "y"), vec![]),
        // A list of two levels, as older writers have it.
        with(group("tags", 1), vec![(6, Number(3))]),
        repeated([leaf(6, "array"), vec![(6, Number(0))]].concat()),
        // A map.
        with(group("counts", 1), vec![(6, Number(1))]),
        repeated(group("key_value", 2)),
        with(leaf(6, "key"), vec![(6, Number(0))]),
        with(leaf(2, "value"), vec![]),
        // A group, and what is repeated without being a list.
        Struct(group("place", 1)),
        with(leaf(4, "lat"), vec![]),
        repeated(leaf(1, "plain")),
    ];
    assert_eq!(
        kinds(elements, 5),
        "struct<points:array<struct<x:double,y:double>>,tags:array<string>,counts:map<string,bigint>,\
         place:struct<lat:float>,plain:array<int>>"
    );
}

#[test]
fn rows_and_bytes_are_counted() {
    let schema = vec![Struct(vec![(4, Text("schema")), (5, Number(1))]), with(leaf(1, "a"), vec![])];
    let footer = read(&file(schema)).unwrap();
    assert_eq!((footer.records.count, footer.records.bytes), (200, 2_400));
}

#[test]
fn what_is_no_footer_is_refused() {
    let schema = vec![Struct(vec![(4, Text("schema")), (5, Number(2))]), with(leaf(1, "a"), vec![])];
    assert!(read(&file(schema)).is_none(), "the tree lacks a column");
    let whole = file(vec![Struct(vec![(4, Text("schema")), (5, Number(1))]), with(leaf(1, "a"), vec![])]);
    assert_eq!(footer_bytes(&whole[whole.len() - END_BYTES..]), Some(whole.len() - 8));
    for cut in 0..whole.len() {
        assert!(read(&whole[..cut]).is_none());
    }
    assert!(read(b"\xff\xff\xff\xffPAR1").is_none());
}

#[test]
fn no_bytes_make_it_panic() {
    let whole = file(vec![Struct(vec![(4, Text("schema")), (5, Number(1))]), with(leaf(1, "a"), vec![])]);
    arbtest::arbtest(|u| {
        let mut damaged = whole.clone();
        for _ in 0..u.int_in_range(1..=4)? {
            let at = u.choose_index(damaged.len() - END_BYTES)?;
            damaged[at] = u.arbitrary()?;
        }
        read(&damaged);
        Ok(())
    });
}
