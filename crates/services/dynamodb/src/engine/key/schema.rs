//! Which attributes form the key of a table or an index.
//!
//! Lacks indexes whose partition or sort key spans several attributes.

use super::ScalarType;

/// One attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAttribute {
    /// Its name.
    pub name: String,
    /// Its type in `AttributeDefinitions`.
    pub scalar: ScalarType,
}

impl KeyAttribute {
    /// The attribute `name` of type `scalar`.
    #[must_use]
    pub fn new(name: impl Into<String>, scalar: ScalarType) -> Self {
        Self { name: name.into(), scalar }
    }
}

/// The key of a table or of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySchema {
    /// The `HASH` attribute.
    pub partition: KeyAttribute,
    /// The `RANGE` attribute, where there is one.
    pub sort: Option<KeyAttribute>,
}

impl KeySchema {
    /// The attributes, partition key first.
    pub fn attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        std::iter::once(&self.partition).chain(&self.sort)
    }

    /// True when `name` is one of them.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.attributes().any(|attribute| attribute.name == name)
    }
}
