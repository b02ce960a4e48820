//! One attribute value: a scalar, a set or a document.
//!
//! Sets are sorted and hold no duplicates, so two equal values are equal in Rust and encode to the same
//! bytes; AWS keeps no order either. `NULL` carries nothing: AWS refuses `{"NULL": false}`, and so does
//! whoever decodes it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use bytes::Bytes;

use super::Number;

/// An item, or a map inside one: attribute names and their values.
pub type Item = BTreeMap<String, AttributeValue>;

/// The value of one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AttributeValue {
    /// A string; may be empty outside keys.
    S(String),
    /// A decimal number.
    N(Number),
    /// Raw bytes; may be empty outside keys.
    B(Bytes),
    /// A set of strings, never empty.
    Ss(BTreeSet<String>),
    /// A set of numbers, never empty.
    Ns(BTreeSet<Number>),
    /// A set of byte strings, never empty.
    Bs(BTreeSet<Bytes>),
    /// A map.
    M(Item),
    /// A list.
    L(Vec<AttributeValue>),
    /// The null value.
    Null,
    /// A boolean.
    Bool(bool),
}

impl AttributeValue {
    /// Which of the ten types this value has.
    #[must_use]
    pub fn attribute_type(&self) -> AttributeType {
        match self {
            Self::S(_) => AttributeType::S,
            Self::N(_) => AttributeType::N,
            Self::B(_) => AttributeType::B,
            Self::Ss(_) => AttributeType::Ss,
            Self::Ns(_) => AttributeType::Ns,
            Self::Bs(_) => AttributeType::Bs,
            Self::M(_) => AttributeType::M,
            Self::L(_) => AttributeType::L,
            Self::Null => AttributeType::Null,
            Self::Bool(_) => AttributeType::Bool,
        }
    }
}

impl From<&str> for AttributeValue {
    fn from(text: &str) -> Self {
        Self::S(text.to_owned())
    }
}

impl From<Number> for AttributeValue {
    fn from(number: Number) -> Self {
        Self::N(number)
    }
}

/// The ten types of attribute values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributeType {
    /// String.
    S,
    /// Number.
    N,
    /// Binary.
    B,
    /// String set.
    Ss,
    /// Number set.
    Ns,
    /// Binary set.
    Bs,
    /// Map.
    M,
    /// List.
    L,
    /// Null.
    Null,
    /// Boolean.
    Bool,
}

impl AttributeType {
    /// Every type.
    pub const ALL: [Self; 10] =
        [Self::S, Self::N, Self::B, Self::Ss, Self::Ns, Self::Bs, Self::M, Self::L, Self::Null, Self::Bool];

    /// The name on the wire: `S`, `SS`, `BOOL`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
            Self::Ss => "SS",
            Self::Ns => "NS",
            Self::Bs => "BS",
            Self::M => "M",
            Self::L => "L",
            Self::Null => "NULL",
            Self::Bool => "BOOL",
        }
    }
}

impl fmt::Display for AttributeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text that names none of the ten types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownAttributeType;

impl fmt::Display for UnknownAttributeType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a type of attribute values; use one of `S`, `N`, `B`, `SS`, `NS`, `BS`, `M`, `L`, `NULL`, `BOOL`")
    }
}

impl std::error::Error for UnknownAttributeType {}

impl FromStr for AttributeType {
    type Err = UnknownAttributeType;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or(UnknownAttributeType)
    }
}
