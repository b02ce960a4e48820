//! Structures as data: names, places in the message, constraints.

use crate::Constraints;

/// A structure: its AWS name and its members in the order of AWS's model.
#[derive(Debug)]
pub struct Schema {
    /// The name of the structure.
    pub name: &'static str,
    /// Its members.
    pub fields: &'static [Field],
}

impl Schema {
    /// The index of the member called `name` on the wire.
    pub fn index_of(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The same in a form or an XML document, where some members have a name of their own.
    pub fn index_of_element(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.xml.name() == Some(name)).or_else(|| self.index_of(name))
    }
}

/// A member of a structure.
#[derive(Debug)]
pub struct Field {
    /// Its name on the wire, exactly.
    pub name: &'static str,
    /// Where it travels in REST protocols; other protocols put everything in the body.
    pub location: Location,
    /// Whether it must be there.
    pub required: bool,
    /// What its value must satisfy.
    pub constraints: Constraints,
    /// How it looks in XML.
    pub xml: Xml,
}

/// How a member looks in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Xml {
    /// An element of its name; of a list, each member an element of this name inside it.
    Element(&'static str),
    /// A list whose members are elements of its name, with nothing around them.
    Flat,
    /// An attribute of the element around it.
    Attribute,
    /// A list whose members are elements of this name, with nothing around them.
    List(&'static str),
    /// A map whose entries are elements of the first name, with nothing around them; in each an element of the
    /// second for the key and one of the third for the value.
    Map(&'static str, &'static str, &'static str),
}

impl Xml {
    /// An element; members of a list are called `member`.
    pub const PLAIN: Self = Self::Element("member");

    /// The member's name in XML and forms, where it is another than elsewhere.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::List(name) | Self::Map(name, _, _) => Some(name),
            Self::Element(_) | Self::Flat | Self::Attribute => None,
        }
    }
}

/// Where a member travels in REST protocols.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the body, under its name.
    Body,
    /// The whole body.
    Payload,
    /// In a header.
    Header(&'static str),
    /// A map in headers: all whose names begin so, each without that beginning.
    Headers(&'static str),
    /// In the query string.
    Query(&'static str),
    /// In the path, where the pattern has a label of the member's name.
    Label,
    /// The status code of the answer.
    Status,
}
