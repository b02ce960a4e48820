//! The types of columns, as Hive writes them, and how two of them widen into one.
//!
//! Widening never loses a value: whole numbers widen to the larger, whole numbers and fractions to `double`,
//! what has nothing in common to `string`; structs widen member by member. It is commutative and associative but
//! for the order of members, so files may be read in any order.

mod read;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{Display, Formatter, Result as Written};

use super::limits::{DECIMAL_DIGITS_MAX, FIELDS_MAX};

/// A column's type.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ColumnType {
    /// Nothing was seen yet but absence; a column of nothing else is a `string`.
    #[default]
    Unknown,
    Boolean,
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    Float,
    Double,
    Decimal {
        precision: u8,
        scale: u8,
    },
    Date,
    Timestamp,
    Binary,
    String,
    Array(Box<ColumnType>),
    Map(Box<ColumnType>, Box<ColumnType>),
    Struct(Fields),
}

impl ColumnType {
    /// An array of `item`.
    pub fn array(item: Self) -> Self {
        Self::Array(Box::new(item))
    }

    /// How large a whole number it holds, where it holds whole numbers.
    fn whole(&self) -> Option<u8> {
        match self {
            Self::TinyInt => Some(3),
            Self::SmallInt => Some(5),
            Self::Int => Some(10),
            Self::BigInt => Some(19),
            _ => None,
        }
    }

    /// The type that holds what either holds.
    pub fn widen(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        if let (Some(ours), Some(theirs)) = (self.whole(), other.whole()) {
            return if ours > theirs { self } else { other };
        }
        match (self, other) {
            (Self::Unknown, known) | (known, Self::Unknown) => known,
            (Self::Date, Self::Timestamp) | (Self::Timestamp, Self::Date) => Self::Timestamp,
            (Self::Array(ours), Self::Array(theirs)) => Self::array(ours.widen(*theirs)),
            (Self::Map(key, value), Self::Map(other_key, other_value)) => {
                Self::Map(Box::new(key.widen(*other_key)), Box::new(value.widen(*other_value)))
            }
            (Self::Struct(mut ours), Self::Struct(theirs)) => {
                ours.widen(theirs);
                Self::Struct(ours)
            }
            (ours, theirs) => match (ours.number(), theirs.number()) {
                (Some(ours), Some(theirs)) => ours.widen(theirs),
                _ => Self::String,
            },
        }
    }

    fn number(&self) -> Option<Number> {
        match self {
            Self::Float => Some(Number::Fraction),
            Self::Double => Some(Number::Fraction),
            Self::Decimal { precision, scale } => {
                Some(Number::Exact { whole: precision - scale, scale: *scale })
            }
            other => other.whole().map(|whole| Number::Exact { whole, scale: 0 }),
        }
    }

    /// How many named members there are in it, at any depth.
    pub fn members(&self) -> usize {
        match self {
            Self::Array(item) => item.members(),
            Self::Map(key, value) => key.members() + value.members(),
            Self::Struct(fields) => fields.iter().map(|field| 1 + field.kind.members()).sum(),
            _ => 0,
        }
    }
}

/// Numbers that are not of one kind.
enum Number {
    Exact { whole: u8, scale: u8 },
    Fraction,
}

impl Number {
    fn widen(self, other: Self) -> ColumnType {
        match (self, other) {
            (Self::Exact { whole, scale }, Self::Exact { whole: other_whole, scale: other_scale }) => {
                let (whole, scale) = (whole.max(other_whole), scale.max(other_scale));
                if whole + scale > DECIMAL_DIGITS_MAX {
                    return ColumnType::Double;
                }
                ColumnType::Decimal { precision: whole + scale, scale }
            }
            _ => ColumnType::Double,
        }
    }
}

impl Display for ColumnType {
    fn fmt(&self, out: &mut Formatter<'_>) -> Written {
        match self {
            Self::Boolean => out.write_str("boolean"),
            Self::TinyInt => out.write_str("tinyint"),
            Self::SmallInt => out.write_str("smallint"),
            Self::Int => out.write_str("int"),
            Self::BigInt => out.write_str("bigint"),
            Self::Float => out.write_str("float"),
            Self::Double => out.write_str("double"),
            Self::Decimal { precision, scale } => write!(out, "decimal({precision},{scale})"),
            Self::Date => out.write_str("date"),
            Self::Timestamp => out.write_str("timestamp"),
            Self::Binary => out.write_str("binary"),
            Self::Unknown | Self::String => out.write_str("string"),
            Self::Array(item) => write!(out, "array<{item}>"),
            Self::Map(key, value) => write!(out, "map<{key},{value}>"),
            // Hive knows no struct without members.
            Self::Struct(fields) if fields.is_empty() => out.write_str("string"),
            Self::Struct(fields) => {
                out.write_str("struct<")?;
                for (at, field) in fields.iter().enumerate() {
                    let comma = if at == 0 { "" } else { "," };
                    write!(out, "{comma}{}:{}", member(&field.name), field.kind)?;
                }
                out.write_str(">")
            }
        }
    }
}

/// A named member, or a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// In small letters, as the catalog keeps names.
    pub name: String,
    /// Its type.
    pub kind: ColumnType,
}

/// Columns, or the members of a struct: in the order in which they were met, each name once, at most
/// [`FIELDS_MAX`]; what comes after is left out.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    list: Vec<Field>,
    places: HashMap<String, usize>,
}

impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Fields {
    /// Takes a field in; one of the same name is widened.
    pub fn add(&mut self, name: &str, kind: ColumnType) {
        let name = name.to_lowercase();
        if let Some(place) = self.places.get(&name) {
            let known = &mut self.list[*place].kind;
            *known = std::mem::take(known).widen(kind);
        } else if self.list.len() < FIELDS_MAX {
            self.places.insert(name.clone(), self.list.len());
            self.list.push(Field { name, kind });
        }
    }

    /// Takes in all of `other`.
    pub fn widen(&mut self, other: Self) {
        other.list.into_iter().for_each(|field| self.add(&field.name, field.kind));
    }

    /// The field called `name`.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.places.get(name).map(|place| &self.list[*place])
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Field> {
        self.list.iter()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many names both have.
    pub fn shared(&self, other: &Self) -> usize {
        self.list.iter().filter(|field| other.places.contains_key(&field.name)).count()
    }
}

impl<N: AsRef<str>> FromIterator<(N, ColumnType)> for Fields {
    fn from_iter<I: IntoIterator<Item = (N, ColumnType)>>(fields: I) -> Self {
        let mut all = Self::default();
        fields.into_iter().for_each(|(name, kind)| all.add(name.as_ref(), kind));
        all
    }
}

/// A member's name; what would end it within the struct's type becomes `_`.
fn member(name: &str) -> Cow<'_, str> {
    const ENDS: [char; 4] = ['<', '>', ':', ','];
    if name.contains(ENDS) { Cow::Owned(name.replace(ENDS, "_")) } else { Cow::Borrowed(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> ColumnType {
        ColumnType::read(text).unwrap()
    }

    #[test]
    fn types_widen_without_losing_values() {
        for (left, right, widened) in [
            ("int", "int", "int"),
            ("int", "bigint", "bigint"),
            ("tinyint", "smallint", "smallint"),
            ("bigint", "double", "double"),
            ("float", "double", "double"),
            ("int", "float", "double"),
            ("decimal(5,2)", "decimal(4,3)", "decimal(6,3)"),
            ("decimal(5,2)", "int", "decimal(12,2)"),
            ("decimal(38,0)", "decimal(10,10)", "double"),
            ("date", "timestamp", "timestamp"),
            ("date", "int", "string"),
            ("boolean", "int", "string"),
            ("binary", "string", "string"),
            ("array<int>", "array<double>", "array<double>"),
            ("array<int>", "int", "string"),
            ("map<string,int>", "map<string,bigint>", "map<string,bigint>"),
            ("struct<a:int,b:int>", "struct<b:double,c:string>", "struct<a:int,b:double,c:string>"),
            ("struct<a:int>", "string", "string"),
        ] {
            assert_eq!(kind(left).widen(kind(right)).to_string(), widened, "{left} {right}");
            if !widened.starts_with("struct") {
                assert_eq!(kind(right).widen(kind(left)).to_string(), widened, "{right} {left}");
            }
        }
        assert_eq!(ColumnType::Unknown.widen(ColumnType::Int), ColumnType::Int);
        assert_eq!(ColumnType::Unknown.to_string(), "string");
        assert_eq!(ColumnType::Struct(Fields::default()).to_string(), "string");
    }

    #[test]
    fn names_are_small_and_once() {
        let mut fields = Fields::default();
        fields.add("Id", ColumnType::Int);
        fields.add("iD", ColumnType::BigInt);
        fields.add("a:b", ColumnType::String);
        assert_eq!(ColumnType::Struct(fields).to_string(), "struct<id:bigint,a_b:string>");
    }

    #[test]
    fn fields_are_bounded() {
        let fields: Fields = (0..FIELDS_MAX + 5).map(|n| (n.to_string(), ColumnType::Int)).collect();
        assert_eq!(fields.len(), FIELDS_MAX);
    }
}
