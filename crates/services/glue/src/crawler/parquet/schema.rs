//! The schema of a Parquet file: its elements, in depth-first order, made into columns.

use super::thrift::{Kind, Thrift};
use crate::crawler::column_type::{ColumnType, Fields};
use crate::crawler::limits::{DECIMAL_DIGITS_MAX, DEPTH_MAX};

/// One element: a group, or a column of values.
#[derive(Debug, Default, PartialEq)]
pub struct Element {
    physical: Option<i64>,
    repetition: i64,
    name: String,
    children: usize,
    converted: Option<i64>,
    scale: i64,
    precision: i64,
    logical: Option<Logical>,
}

/// What is annotated, of which Hive has a type.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Logical {
    Text,
    Map,
    List,
    Date,
    Decimal { precision: i64, scale: i64 },
    Timestamp,
    Whole { bits: i64, signed: bool },
    Other,
}

/// `repetition_type` of what may come many times.
const REPEATED: i64 = 2;

/// Reads a `SchemaElement`.
pub fn element(thrift: &mut Thrift<'_>) -> Option<Element> {
    let mut element = Element::default();
    thrift.structure(&mut |thrift, id, kind| {
        match (id, kind) {
            (1, Kind::Number) => element.physical = Some(thrift.number()?),
            (3, Kind::Number) => element.repetition = thrift.number()?,
            (4, Kind::Bytes) => element.name = thrift.text()?,
            (5, Kind::Number) => element.children = usize::try_from(thrift.number()?).ok()?,
            (6, Kind::Number) => element.converted = Some(thrift.number()?),
            (7, Kind::Number) => element.scale = thrift.number()?,
            (8, Kind::Number) => element.precision = thrift.number()?,
            (10, Kind::Struct) => element.logical = logical(thrift)?,
            _ => thrift.pass_over(kind)?,
        }
        Some(())
    })?;
    Some(element)
}

/// Reads a `LogicalType`, a union.
fn logical(thrift: &mut Thrift<'_>) -> Option<Option<Logical>> {
    let mut found = None;
    thrift.structure(&mut |thrift, id, kind| {
        let (mut first, mut second, mut signed) = (0, 0, true);
        if kind != Kind::Struct {
            return thrift.pass_over(kind);
        }
        thrift.structure(&mut |thrift, id, kind| match (id, kind) {
            (1, Kind::Number) => thrift.number().map(|number| first = number),
            (2, Kind::Number) => thrift.number().map(|number| second = number),
            // An integer's width is a byte.
            (1, Kind::Byte) => thrift.small().map(|number| first = number),
            (2, Kind::False) => {
                signed = false;
                Some(())
            }
            _ => thrift.pass_over(kind),
        })?;
        found = Some(match id {
            1 | 4 | 12 => Logical::Text,
            2 => Logical::Map,
            3 => Logical::List,
            5 => Logical::Decimal { scale: first, precision: second },
            6 => Logical::Date,
            8 => Logical::Timestamp,
            10 => Logical::Whole { bits: first, signed },
            _ => Logical::Other,
        });
        Some(())
    })?;
    Some(found)
}

/// The columns; nothing where the elements are no tree.
pub fn columns(elements: &[Element]) -> Option<Fields> {
    let (root, mut rest) = elements.split_first()?;
    let fields = members(root.children, &mut rest, DEPTH_MAX)?;
    rest.is_empty().then_some(fields)
}

fn members(count: usize, rest: &mut &[Element], depth: usize) -> Option<Fields> {
    let mut fields = Fields::default();
    for _ in 0..count {
        let (element, kind) = column(rest, depth)?;
        fields.add(&element.name, kind);
    }
    Some(fields)
}

/// Takes one column, with all below it, off `rest`.
fn column<'e>(rest: &mut &'e [Element], depth: usize) -> Option<(&'e Element, ColumnType)> {
    let depth = depth.checked_sub(1)?;
    let (element, after) = rest.split_first()?;
    *rest = after;
    let kind = if element.children == 0 && element.physical.is_some() {
        element.value()
    } else if element.is_list() && element.children == 1 {
        list(element, rest, depth)?
    } else if element.is_map() && element.children == 1 {
        map(rest, depth)?
    } else {
        ColumnType::Struct(members(element.children, rest, depth)?)
    };
    let kind = if element.repetition == REPEATED { ColumnType::array(kind) } else { kind };
    Some((element, kind))
}

/// The items of a list: the repeated group's only member, or what is repeated itself, by the rules for older files.
fn list(outer: &Element, rest: &mut &[Element], depth: usize) -> Option<ColumnType> {
    let repeated = rest.first()?;
    let of_old = repeated.children != 1
        || repeated.name == "array"
        || repeated.name == format!("{}_tuple", outer.name);
    if repeated.repetition != REPEATED || of_old {
        // What is repeated is an array by itself.
        return Some(match column(rest, depth)?.1 {
            array @ ColumnType::Array(_) => array,
            item => ColumnType::Struct([(&repeated.name, item)].into_iter().collect()),
        });
    }
    *rest = &rest[1..];
    Some(ColumnType::array(column(rest, depth)?.1))
}

fn map(rest: &mut &[Element], depth: usize) -> Option<ColumnType> {
    let entries = rest.first()?;
    if entries.children != 2 {
        let fields = members(1, rest, depth)?;
        return Some(ColumnType::Struct(fields));
    }
    *rest = &rest[1..];
    let key = column(rest, depth)?.1;
    let value = column(rest, depth)?.1;
    Some(ColumnType::Map(Box::new(key), Box::new(value)))
}

impl Element {
    fn is_list(&self) -> bool {
        self.logical == Some(Logical::List) || self.converted == Some(3)
    }

    fn is_map(&self) -> bool {
        self.logical == Some(Logical::Map) || matches!(self.converted, Some(1 | 2))
    }

    /// What is annotated; the newer annotation goes before the older.
    fn annotated(&self) -> Option<Logical> {
        let whole = |bits, signed| Some(Logical::Whole { bits, signed });
        self.logical.or_else(|| match self.converted? {
            0 | 4 | 19 => Some(Logical::Text),
            5 => Some(Logical::Decimal { precision: self.precision, scale: self.scale }),
            6 => Some(Logical::Date),
            9 | 10 => Some(Logical::Timestamp),
            code @ 11..=14 => whole(8 << (code - 11), false),
            code @ 15..=18 => whole(8 << (code - 15), true),
            _ => None,
        })
    }

    fn value(&self) -> ColumnType {
        match self.annotated() {
            Some(Logical::Text) => return ColumnType::String,
            Some(Logical::Date) => return ColumnType::Date,
            Some(Logical::Timestamp) => return ColumnType::Timestamp,
            Some(Logical::Decimal { precision, scale }) => {
                if let (Ok(precision), Ok(scale)) = (u8::try_from(precision), u8::try_from(scale))
                    && scale <= precision
                    && precision <= DECIMAL_DIGITS_MAX
                {
                    return ColumnType::Decimal { precision, scale };
                }
            }
            Some(Logical::Whole { bits, signed }) => {
                return match (bits, signed) {
                    (8, true) => ColumnType::TinyInt,
                    (16, true) | (8, false) => ColumnType::SmallInt,
                    (32, true) | (16, false) => ColumnType::Int,
                    _ => ColumnType::BigInt,
                };
            }
            _ => {}
        }
        match self.physical {
            Some(0) => ColumnType::Boolean,
            Some(1) => ColumnType::Int,
            Some(2) => ColumnType::BigInt,
            Some(3) => ColumnType::Timestamp,
            Some(4) => ColumnType::Float,
            Some(5) => ColumnType::Double,
            _ => ColumnType::Binary,
        }
    }
}
